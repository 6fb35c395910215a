namespace Spectacles.Gateway.Testing;

/// <summary>An event of a session: its name in UTF-8 and its data.</summary>
internal readonly record struct SessionEvent(byte[] Name, byte[] Data);
