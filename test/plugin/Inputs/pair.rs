#![crate_type = "cdylib"]

use std::ffi::c_void;

extern "C" {
    fn NRT_incref(object: *mut c_void);
    fn NRT_decref(object: *mut c_void);
    fn look(object: *mut c_void);
}

#[no_mangle]
pub unsafe extern "C" fn pair(object: *mut c_void) {
    NRT_incref(object);
    look(object);
    NRT_decref(object);
}
