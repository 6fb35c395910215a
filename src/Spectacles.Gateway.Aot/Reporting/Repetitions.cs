namespace Spectacles.Gateway;

/// <summary>Lets each report through once a minute, counts those that repeat it, and says the count when the minute is over.</summary>
/// <typeparam name="T">What is known of a report.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="tell">Called outside any lock, once a minute for each report that was repeated, with the number of repetitions.</param>
internal sealed class Repetitions<T>(TimeProvider time, Action<T, long> tell) : IDisposable
{
    /// <summary>How long a report is not repeated.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private ITimer? timer;
    private bool disposed;

    /// <summary>How many different reports a minute may have. A hostile peer could make up others without end: they count as one.</summary>
    public int Most { get; init; } = 64;

    /// <summary>Notes a report.</summary>
    /// <param name="key">What makes two reports the same.</param>
    /// <param name="first">Makes what is kept of the report until its repetitions are said; its key is empty when it stands for all that are beyond <see cref="Most"/>.</param>
    /// <param name="repeat">Adds a repetition to what is kept.</param>
    /// <returns>Whether it is the first within a minute, and to be reported now.</returns>
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

    /// <summary>Says what has been counted, and counts on without ever saying more.</summary>
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
                    // Its count is said in place of the report: the next repetition is counted again.
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
