using System.Buffers;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The head of an HTTP response: its status and its header fields. A body is not read.</summary>
internal sealed class HttpHead
{
    /// <summary>The largest accepted head, in bytes.</summary>
    private const int Largest = 16 * 1024;

    private static ReadOnlySpan<byte> Old => "HTTP/1.0 "u8;

    // Not a list of pairs, because generic code for a struct of their own would be in every bot.
    private readonly List<string> names = [];
    private readonly List<string> values = [];

    private HttpHead(int status, bool isOld) => (Status, IsOld) = (status, isOld);

    public int Status { get; }

    /// <summary>Whether it is of HTTP/1.0, which some proxies answer with, and which has no upgrade.</summary>
    public bool IsOld { get; }

    /// <summary>Reads a head, and not one byte more.</summary>
    /// <exception cref="InvalidDataException">It is not a valid head, or exceeds 16 KB.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static HttpHead Read(Stream stream)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Largest);
        try
        {
            int length = 0;
            while (!bytes.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                if (length == Largest)
                {
                    throw new InvalidDataException($"The head of the response is longer than {Largest / 1024} KB.");
                }

                if (stream.Read(bytes, length, 1) == 0)
                {
                    throw new IOException("The connection was closed before the response was complete.");
                }

                length++;
            }

            return Parse(bytes.AsSpan(0, length - "\r\n".Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Returns the values of a header field, joined by commas; null if there is none.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc9110#section-5.3</remarks>
    public string? Find(string name)
    {
        string? found = null;
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? values[i] : $"{found}, {values[i]}";
            }
        }

        return found;
    }

    /// <summary>Returns whether a header field, which is a list, contains an element.</summary>
    public bool Contains(string name, string element) =>
        Find(name)?.Split(',', StringSplitOptions.TrimEntries).Contains(element, StringComparer.OrdinalIgnoreCase) ?? false;

    private static HttpHead Parse(ReadOnlySpan<byte> lines)
    {
        var first = TakeLine(ref lines);
        var head = new HttpHead(ParseStatus(first), first.StartsWith(Old));
        while (lines.Length > 0)
        {
            head.Add(TakeLine(ref lines));
        }

        return head;
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> lines)
    {
        int end = lines.IndexOf("\r\n"u8);
        var line = lines[..end];
        lines = lines[(end + "\r\n".Length)..];
        return line;
    }

    /// <remarks>https://www.rfc-editor.org/rfc/rfc9112#section-4</remarks>
    private static int ParseStatus(ReadOnlySpan<byte> line)
    {
        const int StatusAt = 9;
        const int ReasonAt = 12;
        return (line.StartsWith("HTTP/1.1 "u8) || line.StartsWith(Old))
            && !line.ContainsAny("\r\n\0"u8)
            && line.Length >= ReasonAt
            && (line.Length == ReasonAt || line[ReasonAt] == ' ')
            && !line[StatusAt..ReasonAt].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && line[StatusAt] != '0'
                ? (((line[StatusAt] - '0') * 10) + line[StatusAt + 1] - '0') * 10 + line[StatusAt + 2] - '0'
                : throw new InvalidDataException("The server's response is not HTTP/1.1.");
    }

    /// <remarks>https://www.rfc-editor.org/rfc/rfc9112#section-5</remarks>
    private void Add(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 1 || line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~') || line.ContainsAny("\r\n\0"u8))
        {
            throw new InvalidDataException("The server's response contains a line that is not a header field.");
        }

        names.Add(Encoding.ASCII.GetString(line[..colon]));
        values.Add(Encoding.Latin1.GetString(line[(colon + 1)..]).Trim(' ', '\t'));
    }
}
