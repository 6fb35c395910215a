using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>What arrives after a pull: a message of the stream, or a status.</summary>
/// <param name="Subject">The message's own subject; that of the pull for a status.</param>
/// <param name="Status">The number of a status; 0 for a message.</param>
/// <param name="Text">The text of a status.</param>
/// <param name="ReplyTo">Where the answer goes; empty for a status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Data">The message.</param>
/// <param name="ArrivedAt">When it arrived, as a timestamp of the clock.</param>
/// <param name="Numbers">The numbers of a message.</param>
internal sealed record PulledMessage(
    string Subject, int Status, string Text, string ReplyTo, byte[] Headers, byte[] Data, long ArrivedAt, MessageNumbers Numbers)
{
    /// <summary>The consumer waits for another reader, or this one has lost its turn.</summary>
    public const int WrongPin = 423;

    /// <summary>There is nothing, or nothing more.</summary>
    public const int NoMessages = 404;

    /// <summary>The time of the pull is over.</summary>
    public const int Expired = 408;

    /// <summary>The consumer is gone or has a new leader, or the server ends, or a limit is met.</summary>
    public const int Conflict = 409;

    /// <summary>No server has the consumer.</summary>
    public const int NoResponders = 503;

    /// <summary>The server is there: https://docs.nats.io/nats-concepts/jetstream/consumers</summary>
    public const int Heartbeat = 100;

    /// <summary>The connection was lost and is there again; the pull is gone.</summary>
    public const int Reconnected = -1;

    /// <summary>Reads what was received. The first line of the headers of a status is <c>NATS/1.0 404 No Messages</c>.</summary>
    /// <returns>The message or status; null if it is neither.</returns>
    public static PulledMessage? Read(string subject, string? replyTo, byte[] headers, byte[] data, long arrivedAt)
    {
        if (replyTo is not null && MessageNumbers.TryRead(replyTo, out var numbers))
        {
            return new PulledMessage(subject, 0, "", replyTo, headers, data, arrivedAt, numbers);
        }

        int end = headers.AsSpan().IndexOf("\r\n"u8);
        string line = end > 0 ? Encoding.UTF8.GetString(headers, 0, end) : "";
        string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status > 0
            ? new PulledMessage(subject, status, words.Length > 2 ? words[2] : "", "", headers, data, arrivedAt, default)
            : null;
    }

    /// <summary>Says that the connection is there again.</summary>
    public static PulledMessage NewConnection(long at) => new("", Reconnected, "", "", [], [], at, default);
}
