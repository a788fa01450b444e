"""What units register to reach, and the pledge they sign. vi: đăng ký, giao ước thi đua."""
