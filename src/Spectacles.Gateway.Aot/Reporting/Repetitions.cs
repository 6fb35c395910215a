namespace Spectacles.Gateway;

/// <summary>Passes each report through once a minute, counts its repetitions, and reports the count when the minute is over.</summary>
/// <typeparam name="T">The data of a report.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="tell">Called outside any lock, once a minute for each report that was repeated, with the number of repetitions.</param>
internal sealed class Repetitions<T>(TimeProvider time, Action<T, long> tell) : IDisposable
    where T : class
{
    /// <summary>The time within which a report is not repeated.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<Repetition> entries = [];
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
            var entry = Find(key);
            if (entry is null && entries.Count >= Most)
            {
                key = string.Empty;
                entry = Find(key);
            }

            if (entry is null)
            {
                entries.Add(new Repetition(key, first));
                if (!disposed)
                {
                    timer ??= time.CreateTimer(static repetitions => ((Repetitions<T>)repetitions!).Tell(), this, Interval, Interval);
                }

                return true;
            }

            entry.Count++;
            repeat?.Invoke((T)entry.Report);
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
        List<Repetition> repeated = [];
        lock (gate)
        {
            // A repetition of what is counted now is counted again, instead of being a first report.
            repeated.AddRange(entries);
            entries.Clear();
            repeated.RemoveAll(entry => entry.Count == 0);
            foreach (var entry in repeated)
            {
                entries.Add(new Repetition(entry.Key, entry.First));
            }

            if (entries.Count == 0 || disposed)
            {
                timer?.Dispose();
                timer = null;
            }
        }

        foreach (var entry in repeated)
        {
            tell((T)entry.Report, entry.Count);
        }
    }

    private Repetition? Find(string key) => entries.Find(entry => entry.Key == key);
}
