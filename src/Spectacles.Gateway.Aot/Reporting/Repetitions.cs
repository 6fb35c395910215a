namespace Spectacles.Gateway;

/// <summary>Passes each report through once a minute, counts its repetitions, and reports the count when the minute is over.</summary>
/// <typeparam name="T">The data of a report.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="tell">Called outside any lock, once a minute for each report that was repeated, with the number of repetitions.</param>
internal sealed class Repetitions<T>(TimeProvider time, Action<T, long> tell) : IDisposable
{
    /// <summary>The time within which a report is not repeated.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private ITimer? timer;
    private bool disposed;

    /// <summary>
    /// The maximum number of different reports in a minute. A malicious peer could invent them endlessly: further ones count as one.
    /// </summary>
    public int Most { get; init; } = 64;

    /// <summary>Notes a report.</summary>
    /// <param name="key">The key, which is the same for equal reports.</param>
    /// <param name="first">
    /// Creates the data to keep until the repetitions are reported. Its key is empty if it represents all reports beyond
    /// <see cref="Most"/>.
    /// </param>
    /// <param name="repeat">Adds a repetition to the kept data.</param>
    /// <returns>Whether it is the first within a minute, and must be reported now.</returns>
    public bool Add(string key, Func<string, T> first, Action<T>? repeat = null)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(key, out var entry) && entries.Count >= Most)
            {
                key = string.Empty;
                entries.TryGetValue(key, out entry);
            }

            if (entry is null)
            {
                entries.Add(key, new Entry(key, first));
                if (!disposed)
                {
                    timer ??= time.CreateTimer(static repetitions => ((Repetitions<T>)repetitions!).Tell(), this, Interval, Interval);
                }

                return true;
            }

            entry.Count++;
            repeat?.Invoke(entry.Report);
            return false;
        }
    }

    /// <summary>Reports the counts. Later repetitions are counted, but not reported.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
        }

        Tell();
    }

    private void Tell()
    {
        List<Entry> repeated = [];
        lock (gate)
        {
            foreach (var (key, entry) in entries)
            {
                if (entry.Count > 0)
                {
                    // The report of its count replaces its first report: the next repetition is counted again.
                    repeated.Add(entry);
                    entries[key] = new Entry(key, entry.First);
                }
                else
                {
                    entries.Remove(key);
                }
            }

            if (entries.Count == 0 || disposed)
            {
                timer?.Dispose();
                timer = null;
            }
        }

        foreach (var entry in repeated)
        {
            tell(entry.Report, entry.Count);
        }
    }

    private sealed class Entry(string key, Func<string, T> first)
    {
        public Func<string, T> First { get; } = first;

        public T Report { get; } = first(key);

        public long Count { get; set; }
    }
}
