namespace Spectacles.Gateway.Rest;

/// <summary>
/// A file to upload. It is read while the request is sent and is not buffered in memory. The same file may be sent several times, one
/// after the other, unless its stream cannot seek.
/// </summary>
/// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
public sealed class RestFile
{
    private const string SpoilerPrefix = "SPOILER_";

    private readonly Stream? stream;
    private readonly long start;
    private readonly string? path;
    private readonly ReadOnlyMemory<byte> bytes;
    private bool isRead;

    /// <summary>Creates a file from a stream.</summary>
    /// <param name="name">The file's name with its extension, by which Discord tells what it is.</param>
    /// <param name="content">
    /// The content, from the current position to the end. The stream is not disposed. It must not be used elsewhere until the call has
    /// ended. If it cannot seek, the file is sent without its length, and a request with it is never repeated.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, or the stream cannot be read.</exception>
    public RestFile(string name, Stream content) : this(name)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(content));
        }

        stream = content;
        start = content.CanSeek ? content.Position : 0;
    }

    private RestFile(string name, ReadOnlyMemory<byte> bytes) : this(name) => this.bytes = bytes;

    private RestFile(string name, string path) : this(name) => this.path = path;

    private RestFile(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The file's name, without the prefix of a spoiler.</summary>
    public string Name { get; }

    /// <summary>
    /// The alternative text of an image; null for none. It is written to the <c>attachments</c> of the body, which must not have
    /// that list already. Editing a message needs the list in the body, because attachments that it does not name are removed.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
    public string? Description { get; init; }

    /// <summary>Whether Discord hides the file until a user clicks on it: it is sent with <c>SPOILER_</c> before its name.</summary>
    public bool IsSpoiler { get; init; }

    /// <summary>The media type, such as <c>image/png</c>; null for the one of the name's extension.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether the file can be sent again.</summary>
    internal bool CanRepeat => stream is null or { CanSeek: true };

    /// <summary>The name that Discord receives.</summary>
    internal string SentName => IsSpoiler && !Name.StartsWith(SpoilerPrefix, StringComparison.Ordinal) ? SpoilerPrefix + Name : Name;

    /// <summary>Creates a file from bytes, which must not be changed until the call has ended.</summary>
    /// <param name="name">The file's name with its extension.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static RestFile FromBytes(string name, ReadOnlyMemory<byte> content) => new(name, content);

    /// <summary>Creates a file from one on disk. It is opened when the request is sent, and closed afterwards.</summary>
    /// <param name="path">The path. The last part of it is the file's name.</param>
    /// <exception cref="ArgumentException">The path has no file name.</exception>
    public static RestFile FromPath(string path) => new(Path.GetFileName(path), path);

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;

    /// <summary>Returns the content for one request.</summary>
    /// <exception cref="RestFileException">The file cannot be opened.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot be read again.</exception>
    internal HttpContent NewContent() =>
        path is not null ? new FileContent(Name, OpenFile(path), isOwned: true)
        : stream is null ? new ReadOnlyMemoryContent(bytes)
        : new FileContent(Name, Rewind(stream), isOwned: false);

    private FileStream OpenFile(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RestFileException($"The file {Name} cannot be opened: {exception.Message}", exception);
        }
    }

    private Stream Rewind(Stream content)
    {
        if (content.CanSeek)
        {
            content.Position = start;
        }
        else if (isRead)
        {
            throw new InvalidOperationException(
                $"The stream of the file {Name} cannot seek, so it can be sent only once. Create a RestFile with a new stream.");
        }

        isRead = true;
        return content;
    }
}
