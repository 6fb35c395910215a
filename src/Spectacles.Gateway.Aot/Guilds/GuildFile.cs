namespace Spectacles.Gateway;

/// <summary>
/// The file in which the guilds of one shard are saved: what has changed is appended, and sometimes all of it is replaced.
/// </summary>
/// <remarks>The calls must not overlap.</remarks>
/// <param name="path">The path of the file.</param>
/// <param name="guilds">The directory.</param>
internal sealed class GuildFile(string path, GuildDirectory guilds)
{
    /// <summary>The maximum size that is read: a shard of 2,500 guilds with channels and roles has a fraction of it.</summary>
    private const long LargestFile = 256 * 1024 * 1024;

    /// <summary>How much is appended, at least, before the file is replaced.</summary>
    private const long AppendedAtLeast = 64 * 1024;

    private string? session;
    private long whole;
    private long appended;

    private string TemporaryPath => $"{path}.new";

    /// <summary>Loads the guilds of a session into the directory.</summary>
    /// <returns>Whether the file has the guilds of this session, with all of its finished events.</returns>
    public bool TryRestore(StoredSession stored)
    {
        if (GuildFileText.Read(ReadAll(), stored, guilds.Details) is not { } saved)
        {
            return false;
        }

        guilds.Restore(stored, saved);
        return true;
    }

    /// <summary>Saves what has changed, before the session is saved.</summary>
    public void Save(StoredSession stored)
    {
        bool replaces = session != stored.SessionId || appended > Math.Max(AppendedAtLeast, whole);
        if (guilds.Capture(stored, replaces) is not { } capture)
        {
            return;
        }

        // Unless this succeeds, the next save replaces the file.
        session = null;
        var text = GuildFileText.Write(capture, stored.SessionId, guilds.Details);
        if (replaces)
        {
            File.Delete(TemporaryPath);
            Write(TemporaryPath, FileMode.CreateNew, text.Span);
            File.Move(TemporaryPath, path, overwrite: true);
            (whole, appended) = (text.Length, 0);
        }
        else
        {
            Write(path, FileMode.Append, text.Span);
            appended += text.Length;
        }

        session = stored.SessionId;
    }

    public void Remove()
    {
        session = null;
        File.Delete(path);
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

    private static void Write(string path, FileMode mode, ReadOnlySpan<byte> text)
    {
        using var file = new FileStream(path, FileSessionStore.Options(mode, FileShare.ReadWrite | FileShare.Delete));
        file.Write(text);
        file.Flush(flushToDisk: true);
    }
}
