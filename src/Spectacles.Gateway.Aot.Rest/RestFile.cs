namespace Spectacles.Gateway.Rest;

/// <summary>A file to upload. It is read while the request is sent and is not buffered in memory.</summary>
/// <param name="Name">The file's name, with its extension.</param>
/// <param name="Content">The file's content, from its current position to its end. It is not disposed.</param>
public sealed record RestFile(string Name, Stream Content);
