using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The files of a call that creates or edits a message, and the list of the attachments that the message is to have.</summary>
/// <param name="Listed">The JSON list: files by their number, and attachments that stay by their id; null when the body has none.</param>
/// <param name="Files">The files in the form.</param>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
internal sealed record UploadList(JsonElement? Listed, IReadOnlyList<UploadedFile> Files)
{
    private const int LargestFile = 10 << 20;
    private const int MostFiles = 10;
    private const string FieldPrefix = "files[";

    public bool IsEmpty => Listed is null && Files.Count == 0;

    /// <summary>Why Discord refuses the files; null when it accepts them.</summary>
    public RestAnswer? RefuseSize() => Files.Any(file => file.Content.Length > LargestFile) ? TooLarge : null;

    /// <summary>The answer to a call with more bytes than Discord accepts.</summary>
    public static RestAnswer TooLarge { get; } = RestAnswer.Error(413, 40005, "Request entity too large");

    /// <summary>Finds entries of the list without a file or an attachment, and too many files.</summary>
    public void Check(SimulatedMessage? edited, FormErrors errors)
    {
        if (Files.Count + Kept(edited?.Attachments ?? []).Count() > MostFiles)
        {
            errors["attachments"].Add("BASE_TYPE_MAX_LENGTH", $"Must be {MostFiles} or fewer in length.");
        }

        int index = 0;
        foreach (var entry in Entries)
        {
            var id = entry.Id("id");
            if (!Files.Any(file => NumberOf(file) == id?.Value) && edited?.Attachments.Any(attachment => attachment.Id == id) != true)
            {
                errors["attachments"][index.ToString(CultureInfo.InvariantCulture)]
                    .Add("ATTACHMENT_NOT_FOUND", $"There is no file and no attachment with the id {id}.");
            }

            index++;
        }
    }

    /// <summary>The names of the attachments that the message will have.</summary>
    public IEnumerable<string> NamesAfter(SimulatedMessage? edited) =>
        Kept(edited?.Attachments ?? []).Select(attachment => attachment.Name)
            .Concat(Files.Select(file => AttachmentNaming.Clean(NameOf(file))));

    /// <summary>The attachments that stay, and the new ones.</summary>
    public IReadOnlyList<SimulatedAttachment> Apply(MessageComposer messages, SimulatedMessage message) =>
    [
        .. Kept(message.Attachments).Select(attachment => Describe(attachment, EntryOf(attachment.Id.Value))),
        .. Files.Select(file => Describe(
            messages.Attach(message.Channel, NameOf(file), file.ContentType, file.Content), EntryOf(NumberOf(file)))),
    ];

    private IEnumerable<JsonElement> Entries => Listed is { } list ? list.EnumerateArray() : [];

    /// <summary>Without a list all attachments stay.</summary>
    private IEnumerable<SimulatedAttachment> Kept(IReadOnlyList<SimulatedAttachment> attachments) =>
        Listed is null ? attachments : attachments.Where(attachment => Entries.Any(entry => entry.Id("id") == attachment.Id));

    private JsonElement EntryOf(ulong? number) => Entries.FirstOrDefault(entry => entry.Id("id") is { } id && id.Value == number);

    private string NameOf(UploadedFile file)
    {
        var entry = EntryOf(NumberOf(file));
        return (entry.Flag("is_spoiler") == true ? "SPOILER_" : "") + (entry.Text("filename") ?? file.Name);
    }

    /// <summary>The number of the form's field: 2 for <c>files[2]</c>; null for a field with another name.</summary>
    private static ulong? NumberOf(UploadedFile file) => file.Field.StartsWith(FieldPrefix, StringComparison.Ordinal)
        && ulong.TryParse(file.Field.AsSpan(FieldPrefix.Length).TrimEnd(']'), CultureInfo.InvariantCulture, out ulong number)
        ? number
        : null;

    private static SimulatedAttachment Describe(SimulatedAttachment attachment, JsonElement entry) => attachment with
    {
        Title = entry.Text("title") ?? attachment.Title,
        Description = entry.Has("description") ? entry.Text("description") : attachment.Description,
        Seconds = entry.Field("duration_secs") is { ValueKind: JsonValueKind.Number } seconds ? seconds.GetDouble() : attachment.Seconds,
        Waveform = entry.Text("waveform") ?? attachment.Waveform,
    };
}
