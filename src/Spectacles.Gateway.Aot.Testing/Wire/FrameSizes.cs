namespace Spectacles.Gateway.Testing;

/// <summary>Into what pieces a gateway message is cut on its way; zero means that it is not.</summary>
/// <param name="BytesPerFrame">The largest web socket frame.</param>
/// <param name="BytesPerMessage">The largest web socket message. Only zlib-stream spreads a gateway message over several.</param>
internal readonly record struct FrameSizes(int BytesPerFrame, int BytesPerMessage);
