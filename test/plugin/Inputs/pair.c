void NRT_incref(void *object);
void NRT_decref(void *object);
void use(void *object);

void pair(void *object) {
  NRT_incref(object);
  use(object);
  NRT_decref(object);
}
