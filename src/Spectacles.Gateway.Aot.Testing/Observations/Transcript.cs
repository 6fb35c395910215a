using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>What happened, in order: the newest lines, at most 10,000 of them and 8 million characters.</summary>
public sealed class Transcript
{
    private const int MostLines = 10_000;
    private const int MostCharacters = 8_000_000;
    private const int LinesInMessage = 20;
    private const int LongestInMessage = 400;

    private readonly Lock gate = new();
    // A line is at its number modulo the length.
    private readonly TranscriptLine[] ring = new TranscriptLine[MostLines];
    private readonly TimeProvider time;
    private long first = 1;
    private long count;
    private int characters;
    private TaskCompletionSource added = NewSignal();

    internal Transcript(TimeProvider time) => this.time = time;

    /// <summary>
    /// Raised for each new line, in order, on the thread on which it happened. Other lines wait meanwhile: return quickly.
    /// </summary>
    public event Action<TranscriptLine>? Written;

    /// <summary>The newest lines, the oldest of them first.</summary>
    public IReadOnlyList<TranscriptLine> Lines
    {
        get
        {
            lock (gate)
            {
                return LinesAfter(0);
            }
        }
    }

    /// <summary>Waits for a line.</summary>
    /// <param name="after">The number of a line; only later ones count. 0 for all.</param>
    /// <param name="matches">Whether a line is the one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<TranscriptLine> WaitForLineAsync(
        long after, Func<TranscriptLine, bool> matches, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(matches);
        while (true)
        {
            Task next;
            TranscriptLine[] later;
            lock (gate)
            {
                later = LinesAfter(after);
                next = added.Task;
            }

            if (Array.Find(later, line => matches(line)) is { } found)
            {
                return found;
            }

            after = later is [.., var last] ? last.Number : after;
            await next.WaitAsync(cancellationToken);
        }
    }

    internal void Add(string kind, Action<Utf8JsonWriter> write)
    {
        lock (gate)
        {
            long number = count + 1;
            var line = new TranscriptLine(number, kind, Encoding.UTF8.GetString(Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("n", number);
                writer.WriteString("time", time.GetUtcNow());
                writer.WriteString("kind", kind);
                write(writer);
                writer.WriteEndObject();
            })));
            count = number;
            if (number - first == MostLines)
            {
                RemoveOldest();
            }

            ring[number % MostLines] = line;
            characters += line.Json.Length;
            while (characters > MostCharacters)
            {
                RemoveOldest();
            }

            added.SetResult();
            added = NewSignal();
            Written?.Invoke(line);
        }
    }

    /// <summary>The newest lines, shortened, for the message of an exception.</summary>
    internal string Newest()
    {
        lock (gate)
        {
            return first > count ? "nothing" : string.Join('\n', LinesAfter(count - LinesInMessage).Select(Shorten));
        }
    }

    private TranscriptLine[] LinesAfter(long number)
    {
        long from = Math.Max(first, Math.Min(number, count) + 1);
        var found = new TranscriptLine[count - from + 1];
        for (int index = 0; index < found.Length; index++)
        {
            found[index] = ring[(from + index) % MostLines];
        }

        return found;
    }

    private void RemoveOldest()
    {
        characters -= ring[first % MostLines].Json.Length;
        ring[first++ % MostLines] = null!;
    }

    private static string Shorten(TranscriptLine line) =>
        line.Json.Length <= LongestInMessage ? line.Json : $"{line.Json.AsSpan(0, LongestInMessage)}...";

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
