using System.Globalization;
using Spectacles.Gateway.Sessions;

namespace Soak.Bot;

/// <summary>Keeps the sessions in one file, which is whole at any moment.</summary>
internal sealed class SessionFile : ISessionStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, StoredSession> sessions = [];
    private readonly string path;

    public SessionFile(string path)
    {
        this.path = path;
        foreach (string line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            string[] parts = line.Split(' ');
            long[] numbers = [.. new[] { 0, 1, 4, 5 }.Select(part => long.Parse(parts[part], CultureInfo.InvariantCulture))];
            sessions[(int)numbers[0]] = new StoredSession((int)numbers[0], (int)numbers[1], parts[2], new Uri(parts[3]), numbers[2], new DateTimeOffset(numbers[3], TimeSpan.Zero));
        }
    }

    public bool IsDurable => true;

    public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return new(sessions.GetValueOrDefault(shardId));
        }
    }

    public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            sessions[session.ShardId] = session;
            Write();
        }

        return default;
    }

    public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            sessions.Remove(shardId);
            Write();
        }

        return default;
    }

    private void Write()
    {
        File.WriteAllLines(path + ".new", sessions.Values.Select(session => string.Create(
            CultureInfo.InvariantCulture, $"{session.ShardId} {session.ShardCount} {session.SessionId} {session.ResumeUrl} {session.Sequence} {session.SavedAt.Ticks}")));
        File.Move(path + ".new", path, overwrite: true);
    }
}
