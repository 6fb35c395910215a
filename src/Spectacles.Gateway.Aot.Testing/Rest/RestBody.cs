using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Spectacles.Gateway.Testing;

/// <summary>The body of a REST call: JSON, or a form with JSON and files.</summary>
/// <param name="Text">The JSON as the client sent it; empty for none.</param>
/// <param name="Json">The JSON; undefined when there is none, or it is not valid.</param>
/// <param name="Files">The files of a form.</param>
internal sealed record RestBody(string Text, JsonElement Json, IReadOnlyList<UploadedFile> Files)
{
    private const string PayloadField = "payload_json";

    /// <summary>Why Discord refuses the body, whatever the route; null when it accepts it.</summary>
    public RestAnswer? Refusal { get; private init; }

    /// <param name="request">The request.</param>
    /// <param name="acceptsForms">Whether the Content-Type decides; if not, the body is JSON whatever the header says.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <param name="largest">The size in bytes above which JSON is refused when all of it has been read.</param>
    public static async Task<RestBody> ReadAsync(
        HttpRequest request, bool acceptsForms, CancellationToken cancellationToken, int largest = int.MaxValue)
    {
        try
        {
            if (acceptsForms && request.HasFormContentType)
            {
                return await ReadFormAsync(request, cancellationToken);
            }

            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            return buffer.Length > largest ? Refused(UploadList.TooLarge) : Parse(buffer.ToArray(), []);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(UploadList.TooLarge);
        }
        catch (InvalidDataException)
        {
            return Refused(RestAnswer.Error(400, 0, "400: Bad Request"));
        }
    }

    private static RestBody Refused(RestAnswer why) => new("", default, []) { Refusal = why };

    /// <summary>A form has its JSON in one field, or, for some routes, each value in a field of its own.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
    private static async Task<RestBody> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        List<UploadedFile> files = [];
        foreach (var file in form.Files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            files.Add(new UploadedFile(file.Name, file.FileName, file.ContentType, content.ToArray()));
        }

        return Parse(
            form.TryGetValue(PayloadField, out var payload)
                ? Encoding.UTF8.GetBytes(payload.ToString())
                : Testing.Json.Write(writer =>
                {
                    writer.WriteStartObject();
                    foreach (var (name, value) in form)
                    {
                        writer.WriteString(name, value.ToString());
                    }

                    writer.WriteEndObject();
                }),
            files);
    }

    private static RestBody Parse(byte[] utf8, IReadOnlyList<UploadedFile> files)
    {
        string text = Encoding.UTF8.GetString(utf8);
        if (utf8.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            return new RestBody("", default, files);
        }

        try
        {
            Testing.Json.Validate(utf8);
            using var document = JsonDocument.Parse(utf8);
            return new RestBody(text, document.RootElement.Clone(), files);
        }
        catch (JsonException)
        {
            return new RestBody(text, default, files) { Refusal = RestAnswer.InvalidJson };
        }
    }
}
