namespace Spectacles.Gateway;

/// <summary>
/// The file in which the guilds of one shard are saved: what has changed is appended, and sometimes all of it is replaced.
/// </summary>
/// <param name="path">The path of the file.</param>
/// <param name="guilds">The directory.</param>
internal sealed class GuildFile(string path, GuildDirectory guilds)
{
    /// <summary>The maximum size that is read: a shard of 2,500 guilds with channels and roles has a fraction of it.</summary>
    private const long LargestFile = 256 * 1024 * 1024;

    /// <summary>How much is appended, at least, before the file is replaced.</summary>
    private const long AppendedAtLeast = 64 * 1024;

    private readonly Lock gate = new();
    private string? session;
    private long whole;
    private long appended;

    private string TemporaryPath => $"{path}.new";

    /// <summary>Reads the guilds of a session.</summary>
    /// <returns>The guilds; null if the file does not have those of this session, with all of its finished events.</returns>
    public GuildCapture? Read(StoredSession stored) => GuildFileText.Read(ReadAll(), stored, guilds.Details);

    /// <summary>Saves what has changed, before the session is saved.</summary>
    public void Save(StoredSession stored)
    {
        lock (gate)
        {
            bool replaces = session != stored.SessionId || appended > Math.Max(AppendedAtLeast, whole);
            if (guilds.Capture(stored, replaces) is not { } capture)
            {
                return;
            }

            // Unless this succeeds, the next save replaces the file.
            session = null;
            var text = GuildFileText.Write(capture, stored.SessionId, guilds.Details, isWhole: replaces);
            if (replaces)
            {
                File.Delete(TemporaryPath);
                Write(TemporaryPath, FileMode.CreateNew, text.Span, toDisk: true);
                File.Move(TemporaryPath, path, overwrite: true);
                (whole, appended) = (text.Length, 0);
            }
            else
            {
                // A mark alone need not outlive a power cut: the sessions of many shards are saved at the same time.
                Write(path, FileMode.Open, text.Span, toDisk: capture.Guilds.Count + capture.Left.Count > 0);
                appended += text.Length;
            }

            session = stored.SessionId;
        }
    }

    public void Remove()
    {
        lock (gate)
        {
            session = null;
            File.Delete(path);
        }
    }

    private byte[] ReadAll()
    {
        try
        {
            return new FileInfo(path).Length > LargestFile ? [] : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static void Write(string path, FileMode mode, ReadOnlySpan<byte> text, bool toDisk)
    {
        using var file = new FileStream(path, FileSessionStore.Options(mode, FileShare.ReadWrite | FileShare.Delete));
        file.Seek(0, SeekOrigin.End);
        file.Write(text);
        file.Flush(toDisk);
    }
}
