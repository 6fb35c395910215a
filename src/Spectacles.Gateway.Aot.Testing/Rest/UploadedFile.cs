namespace Spectacles.Gateway.Testing;

/// <summary>A file in the body of a REST call.</summary>
/// <param name="Field">The name of the form's field, such as <c>files[0]</c>.</param>
/// <param name="Name">The file's name.</param>
/// <param name="ContentType">The media type that the client gave; null for none.</param>
/// <param name="Content">The bytes.</param>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
internal sealed record UploadedFile(string Field, string Name, string? ContentType, byte[] Content);
