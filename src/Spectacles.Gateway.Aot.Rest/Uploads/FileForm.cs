using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>A form with a body and files, which are read while it is sent.</summary>
/// <param name="files">The files, at least one.</param>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
internal sealed class FileForm(ImmutableArray<RestFile> files) : RestForm
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <inheritdoc/>
    public override bool CanRepeat
    {
        get
        {
            foreach (var file in files)
            {
                if (!file.CanRepeat)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>
    /// Creates the content of one request. Its length is known if the length of each file is. The streams of the caller are set to where
    /// they were when the <see cref="RestFile"/> was created.
    /// </summary>
    /// <param name="route">The route, which determines the fields.</param>
    /// <param name="json">The body; empty for none. It is used until the content is disposed.</param>
    /// <exception cref="ArgumentException">The route does not accept the files with this body.</exception>
    /// <exception cref="RestFileException">A file cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">A stream cannot be read again.</exception>
    public override HttpContent Create(RestRoute route, ReadOnlyMemory<byte> json)
    {
        var form = UploadForm.Of(route.Template);
        if (files.Length > form.Limit)
        {
            throw new ArgumentException($"{route}: at most {form.Limit} files can be sent with one request, not {files.Length}.");
        }

        if (AttachmentList.IsNeeded(files))
        {
            json = AttachmentList.Insert(route, form, json, files);
        }

        // A file's name may have any character.
        var content = new MultipartContent("form-data") { HeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        try
        {
            AddBody(content, form, json);
            for (int number = 0; number < files.Length; number++)
            {
                AddFile(content, form.FileField ?? string.Create(CultureInfo.InvariantCulture, $"files[{number}]"), files[number]);
            }

            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static void AddBody(MultipartContent content, UploadForm form, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return;
        }

        if (form.HasValueFields)
        {
            AddValues(content, json);
            return;
        }

        var body = new ReadOnlyMemoryContent(json);
        body.Headers.ContentType = Json;
        Add(content, body, "form-data; name=\"payload_json\"");
    }

    private static void AddValues(MultipartContent content, ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                Add(content, new ReadOnlyMemoryContent(Encoding.UTF8.GetBytes(reader.GetString()!)), Field(name));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                Add(content, new ReadOnlyMemoryContent(json[start..(int)reader.BytesConsumed]), Field(name));
            }
        }
    }

    private static void AddFile(MultipartContent content, string field, RestFile file)
    {
        var part = file.NewContent();
        part.Headers.TryAddWithoutValidation("Content-Type", file.ContentType ?? MediaTypes.OfName(file.Name));
        Add(content, part, $"{Field(field)}; filename=\"{Escape(file.SentName)}\"");
    }

    private static string Field(string name) => $"form-data; name=\"{name}\"";

    private static void Add(MultipartContent content, HttpContent part, string disposition)
    {
        part.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        content.Add(part);
    }

    /// <summary>Escapes what would end the name, or the header.</summary>
    /// <remarks>
    /// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data,
    /// https://www.rfc-editor.org/rfc/rfc7578#section-4.2
    /// </remarks>
    private static string Escape(string name) => name
        .Replace("\"", "%22", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);
}
