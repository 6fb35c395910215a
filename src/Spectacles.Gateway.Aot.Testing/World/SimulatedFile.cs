namespace Spectacles.Gateway.Testing;

/// <summary>A file that a user gives to an option of a command or to a modal.</summary>
/// <param name="Name">The file's name, such as <c>cat.png</c>, from which its media type follows.</param>
/// <param name="Content">The bytes, at most 10 MiB.</param>
/// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
public sealed record SimulatedFile(string Name, ReadOnlyMemory<byte> Content);
