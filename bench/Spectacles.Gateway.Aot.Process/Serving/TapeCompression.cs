namespace Spectacles.Gateway.WholeProcess.Serving;

internal enum TapeCompression
{
    Zlib,
    Zstd,
}
