using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>The list <c>attachments</c> of a body, in which the descriptions of its files are.</summary>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
internal static class AttachmentList
{
    /// <summary>The type of an interaction's answer that edits the message of the component.</summary>
    private const int UpdateMessage = 7;

    /// <summary>Returns whether a file has a description.</summary>
    public static bool IsNeeded(ImmutableArray<RestFile> files)
    {
        foreach (var file in files)
        {
            if (file.Description is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns a copy of the body with the list.</summary>
    /// <exception cref="ArgumentException">The body has a list, or it must have one.</exception>
    public static ReadOnlyMemory<byte> Insert(RestRoute route, UploadForm form, ReadOnlyMemory<byte> json, ImmutableArray<RestFile> files)
    {
        if (form.FileField is not null)
        {
            throw new ArgumentException($"{route}: the file has a description, which this route does not accept.", nameof(files));
        }

        var body = json.IsEmpty ? "{}"u8 : json.Span;
        var place = Find(body, form.AttachmentsParent);
        if (place.HasList || place.End < 0)
        {
            throw new ArgumentException(
                place.HasList
                    ? $"{route}: a file has a description, and the body has a list of attachments. Set the description in the list."
                    : $"{route}: a file has a description, but the body has no {form.AttachmentsParent} for the list of attachments.",
                nameof(files));
        }

        if (place.IsEdit || route.Method == HttpMethod.Patch)
        {
            throw new ArgumentException(
                $"{route}: a file has a description. Set the attachments of the body to those that the message keeps and those with "
                    + "descriptions, because an edit removes attachments that the list does not have.",
                nameof(files));
        }

        var written = new ArrayBufferWriter<byte>(body.Length + (files.Length * 128));
        written.Write(body[..place.End]);
        written.Write(place.IsEmpty ? "\"attachments\":"u8 : ",\"attachments\":"u8);
        WriteList(written, files);
        written.Write(body[place.End..]);
        return written.WrittenMemory;
    }

    private static void WriteList(ArrayBufferWriter<byte> written, ImmutableArray<RestFile> files)
    {
        using var writer = new Utf8JsonWriter(written);
        writer.WriteStartArray();
        for (int number = 0; number < files.Length; number++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id"u8, number);
            if (files[number].Description is { } description)
            {
                writer.WriteString("description"u8, description);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Finds the object that is to have the list.</summary>
    private static Place Find(ReadOnlySpan<byte> body, string? parent)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        if (parent is null)
        {
            return ReadObject(ref reader);
        }

        var place = new Place(End: -1, IsEmpty: true, HasList: false, IsEdit: false);
        bool isEdit = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isParent = reader.ValueTextEquals(parent);
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isParent && reader.TokenType == JsonTokenType.StartObject)
            {
                place = ReadObject(ref reader);
            }
            else
            {
                isEdit |= isType && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int type) && type == UpdateMessage;
                reader.Skip();
            }
        }

        return place with { IsEdit = isEdit };
    }

    private static Place ReadObject(ref Utf8JsonReader reader)
    {
        bool isEmpty = true;
        bool hasList = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            hasList |= reader.ValueTextEquals("attachments"u8);
            reader.Read();
            reader.Skip();
        }

        return new Place((int)reader.TokenStartIndex, isEmpty, hasList, IsEdit: false);
    }

    /// <param name="End">The position of the closing brace; negative if there is no such object.</param>
    /// <param name="IsEmpty">Whether the object has no properties.</param>
    /// <param name="HasList">Whether it has the list.</param>
    /// <param name="IsEdit">Whether the body edits a message.</param>
    private readonly record struct Place(int End, bool IsEmpty, bool HasList, bool IsEdit);
}
