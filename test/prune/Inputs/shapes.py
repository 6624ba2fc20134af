"""Print a function of a regular shape and of any size.

    shapes.py arms N [hazard]        fanout: two arms of N empty blocks, then the decrefs
    shapes.py ladder N [hazard]      a pair around N diamonds one behind the other
    shapes.py switches LEVELS WIDTH  a pair around LEVELS switches of WIDTH empty arms
    shapes.py many N [hazard]        N increfs in the first block, N decrefs in each of two arms
    shapes.py joins N PHIS [hazard]  N edges, all of them critical, into one block of many phis
    shapes.py hot N [hazard]         N pairs in one block, inside six loops

With `hazard` one block on the way holds a decref of another object.
"""
import sys

INCREF = "  call void @NRT_incref(ptr %p)"
DECREF = "  call void @NRT_decref(ptr %p)"
HAZARD = "  call void @NRT_decref(ptr %q)"


def choice(name, left, right):
    return [f"  %{name} = call i1 @cond()", f"  br i1 %{name}, label %{left}, label %{right}"]


def arms(length, hazard):
    yield from [INCREF, *choice("way", "left0", "right0")]
    for side in ("left", "right"):
        for number in range(length):
            yield f"{side}{number}:"
            if hazard and side == "right" and number == length // 2:
                yield HAZARD
            yield f"  br label %{side}{number + 1}"
        yield from [f"{side}{length}:", DECREF, "  ret void"]


def ladder(length, hazard):
    yield from [INCREF, "  br label %rung0"]
    for number in range(length):
        yield from [f"rung{number}:", *choice(f"way{number}", f"left{number}", f"right{number}")]
        for side in ("left", "right"):
            yield f"{side}{number}:"
            if hazard and side == "right" and number == length // 2:
                yield HAZARD
            yield f"  br label %rung{number + 1}"
    yield from [f"rung{length}:", DECREF, "  ret void"]


def switches(levels, width):
    yield from [INCREF, "  br label %level0"]
    for level in range(levels):
        yield from [f"level{level}:", f"  %way{level} = call i32 @choose()"]
        yield f"  switch i32 %way{level}, label %arm{level}.0 ["
        yield from (f"    i32 {arm}, label %arm{level}.{arm}" for arm in range(1, width))
        yield "  ]"
        for arm in range(width):
            yield from [f"arm{level}.{arm}:", f"  br label %level{level + 1}"]
    yield from [f"level{levels}:", *choice("last", "left", "right")]
    yield from ["left:", DECREF, "  ret void", "right:", DECREF, "  ret void"]


def many(count, hazard):
    yield from [INCREF] * count
    yield from choice("way", "left", "right")
    for side in ("left", "right"):
        yield f"{side}:"
        if hazard and side == "left":
            yield HAZARD
        yield from [DECREF] * count
        yield "  ret void"


def joins(length, phis, hazard):
    yield INCREF
    yield "  br label %b0"
    for i in range(length):
        yield f"b{i}:"
        yield f"  %c{i} = call i1 @cond()"
        yield f"  br i1 %c{i}, label %join, label %b{i + 1}"
    yield f"b{length}:"
    yield DECREF
    yield "  ret void"
    yield "join:"
    for k in range(phis):
        inputs = ", ".join(f"[ {k}, %b{i} ]" for i in range(length))
        yield f"  %x{k} = phi i32 {inputs}"
    if hazard:
        yield HAZARD
    yield DECREF
    yield "  ret void"


LOOPS = 6


def hot(count, hazard):
    yield "  br label %head0"
    for loop in range(LOOPS):
        yield f"head{loop}:"
        if loop + 1 < LOOPS:
            yield f"  br label %head{loop + 1}"
    for number in range(count):
        yield INCREF
        if hazard and number == count - 1:
            yield HAZARD
        yield DECREF
    for loop in reversed(range(LOOPS)):
        yield from choice(f"again{loop}", f"head{loop}", f"tail{loop}")
        yield f"tail{loop}:"
    yield "  ret void"


def body(shape, arguments):
    hazard = "hazard" in arguments
    sizes = [int(argument) for argument in arguments if argument != "hazard"]
    if shape == "switches":
        return switches(*sizes)
    shapes = {"arms": arms, "ladder": ladder, "many": many, "joins": joins, "hot": hot}
    return shapes[shape](*sizes, hazard)


print("declare void @NRT_incref(ptr)\ndeclare void @NRT_decref(ptr)")
print("declare i1 @cond()\ndeclare i32 @choose()")
print("define void @shape(ptr %p, ptr %q) {\nentry:")
print("\n".join(body(sys.argv[1], sys.argv[2:])))
print("}")
