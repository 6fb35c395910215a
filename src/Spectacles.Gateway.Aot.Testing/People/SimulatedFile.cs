namespace Spectacles.Gateway.Testing;

/// <summary>A file that a user attaches to a message.</summary>
/// <param name="Name">The file's name, such as <c>cat.png</c>, from which its media type follows.</param>
/// <param name="Content">The bytes, which are served at the attachment's URL.</param>
/// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
public sealed record SimulatedFile(string Name, ReadOnlyMemory<byte> Content);
