namespace Spectacles.Gateway.Testing;

/// <summary>The sizes into which a gateway message is split; zero means that it is not split.</summary>
/// <param name="BytesPerFrame">The largest web socket frame.</param>
/// <param name="BytesPerMessage">The largest web socket message. Only with zlib-stream a gateway message spans several.</param>
internal readonly record struct FrameSizes(int BytesPerFrame, int BytesPerMessage);
