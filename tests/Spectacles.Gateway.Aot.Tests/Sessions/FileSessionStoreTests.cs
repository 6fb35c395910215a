using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>The file of a bot's sessions: what is in it, who can read it, and what it survives.</summary>
public sealed class FileSessionStoreTests : IDisposable
{
    private readonly SessionDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Saved_session_is_loaded_by_another_process()
    {
        await directory.NewStore().SaveAsync(Sample.Session(3), Cancel);

        var store = directory.NewStore();

        Assert.Equal(Sample.Session(3), await store.LoadAsync(3, Cancel));
        Assert.Null(await store.LoadAsync(4, Cancel));
        Assert.True(store.IsDurable);
    }

    [Fact]
    public async Task Session_without_optional_ids_is_loaded_without_them()
    {
        var session = Sample.Session(3) with { ApplicationId = null, UserId = null };
        await directory.NewStore().SaveAsync(session, Cancel);

        Assert.Equal(session, await directory.NewStore().LoadAsync(3, Cancel));
    }

    [Fact]
    public async Task Removed_session_is_gone_and_the_others_remain()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(1), Cancel);
        await store.SaveAsync(Sample.Session(2), Cancel);
        await store.RemoveAsync(1, Cancel);

        Assert.Null(await directory.NewStore().LoadAsync(1, Cancel));
        Assert.NotNull(await directory.NewStore().LoadAsync(2, Cancel));
    }

    [Fact]
    public async Task Session_file_name_and_content_do_not_contain_the_token()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);

        string text = await File.ReadAllTextAsync(store.Path, Cancel);
        Assert.DoesNotContain("simulated", store.Path + text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(store.Path, directory.NewStore($" Bot {SessionDirectory.Token}").Path);
        Assert.NotEqual(store.Path, directory.NewStore("another.gateway.token").Path);
    }

    [Fact]
    public async Task Session_file_is_readable_only_by_its_owner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);
        await store.SaveAsync(Sample.Session(1), Cancel);

        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(store.Path)!))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(store.Path)!));
    }

    [Theory]
    [InlineData("", "it is damaged, or not JSON")]
    [InlineData("""{"format":"spectacles-gateway-sessions","version":1,"sess""", "it is damaged, or not JSON")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("""{"name":"package"}""", "it is not a session file")]
    [InlineData(
        """{"format":"spectacles-gateway-sessions","version":1,"sessions":[]}""", "it has version 1, but this library reads version 2")]
    [InlineData(
        """{"format":"spectacles-gateway-sessions","version":3,"sessions":[]}""", "it has version 3, but this library reads version 2")]
    [InlineData("""{"format":"spectacles-gateway-sessions","version":2,"sessions":[]}""", "it is damaged: its checksum does not match its sessions")]
    [InlineData("""{"format":"spectacles-gateway-sessions","version":2,"sha256":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","sessions":[ ]}""", "it is damaged: its checksum does not match its sessions")]
    [InlineData("""{"format":"spectacles-gateway-sessions","version":2,"sha256":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","sessions":[]}}""", "it is damaged, or not JSON")]
    public async Task Damaged_or_foreign_session_file_is_ignored_with_the_reason_and_replaced_by_the_next_save(string text, string reason)
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);
        await File.WriteAllTextAsync(store.Path, text, Cancel);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => store.LoadAsync(0, Cancel).AsTask());
        await store.SaveAsync(Sample.Session(1), Cancel);

        Assert.Equal($"{store.Path} is left aside: {reason}", error.Message);
        Assert.NotNull(await store.LoadAsync(0, Cancel));
        Assert.NotNull(await store.LoadAsync(1, Cancel));
    }

    [Fact]
    public async Task Changed_bit_in_the_session_file_never_yields_another_session()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);
        await store.SaveAsync(Sample.Session(1), Cancel);
        byte[] text = await File.ReadAllBytesAsync(store.Path, Cancel);
        for (int bit = 0; bit < text.Length * 8; bit++)
        {
            byte[] damaged = [.. text];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Throws<InvalidDataException>(() => SessionDocument.Read(damaged));
        }

        for (int length = 0; length < text.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => SessionDocument.Read(text.AsSpan(0, length)));
        }

        Assert.Equal(2, SessionDocument.Read(text).Count);
    }

    [Theory]
    [InlineData("\"shard_id\":0", "\"shard_id\":0.0")]
    [InlineData("\"shard_id\":0", "\"shard_id\":\"0\"")]
    [InlineData("\"shard_count\":8", "\"shard_count\":8.5")]
    [InlineData("\"sequence\":7", "\"sequence\":1.5")]
    [InlineData("\"sequence\":7", "\"sequence\":7e0")]
    [InlineData("\"sequence\":7", "\"sequence\":7,\"sequence\":99999999999999999999")]
    [InlineData("\"intents\":513", "\"intents\":0.1")]
    [InlineData("\"version\":10", "\"version\":10.0")]
    [InlineData("\"application_id\":\"111\"", "\"application_id\":\"x\"")]
    [InlineData("\"session_id\":\"session-0\"", "\"session_id\":null")]
    public void Session_with_a_value_of_the_wrong_type_is_rejected_as_a_whole(string right, string wrong)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Sample.Session(0).Write(writer);
        }

        string text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"[{text.Replace(right, wrong, StringComparison.Ordinal)},{text}]"));
        reader.Read();
        reader.Read();

        Assert.False(StoredSession.TryRead(ref reader, out _));
        Assert.Equal(JsonTokenType.EndObject, reader.TokenType);
        reader.Read();
        Assert.True(StoredSession.TryRead(ref reader, out var whole));
        Assert.Equal(Sample.Session(0), whole);
    }

    [Fact]
    public async Task Process_killed_before_the_rename_leaves_the_session_file_unchanged_and_blocks_no_other()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);
        string victim = Path.Combine(directory.Path, "victim");
        await File.WriteAllTextAsync(victim, "precious", Cancel);
        await File.WriteAllTextAsync($"{store.Path}.new", """{"format":"spectacles-gateway-sessions","ver""", Cancel);

        Assert.NotNull(await directory.NewStore().LoadAsync(0, Cancel));
        await directory.NewStore().SaveAsync(Sample.Session(0, sequence: 9), Cancel);
        Assert.Equal(9, (await directory.NewStore().LoadAsync(0, Cancel))!.Sequence);

        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink($"{store.Path}.new", victim);
            await directory.NewStore().SaveAsync(Sample.Session(1), Cancel);
            Assert.Equal("precious", await File.ReadAllTextAsync(victim, Cancel));
        }
    }

    [Fact]
    public async Task Processes_sharing_the_session_file_keep_all_sessions_and_readers_see_only_complete_files()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => directory.NewStore()).ToList();
        using var done = new CancellationTokenSource();
        var reader = ReadAllTheTimeAsync();
        for (int round = 1; round <= 10; round++)
        {
            await Task.WhenAll(
                Enumerable.Range(0, 16).Select(shard => stores[shard % 4].SaveAsync(Sample.Session(shard, round, 16), Cancel).AsTask()));
        }

        await done.CancelAsync();
        await reader;
        for (int shard = 0; shard < 16; shard++)
        {
            Assert.Equal(10, (await directory.NewStore().LoadAsync(shard, Cancel))!.Sequence);
        }

        async Task ReadAllTheTimeAsync()
        {
            while (!done.IsCancellationRequested)
            {
                await directory.NewStore().LoadAsync(0, Cancel);
            }
        }
    }

    [Fact]
    public async Task Saves_requested_during_a_write_are_written_together()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(0), Cancel);
        List<Task> saves;
        using (new FileStream($"{store.Path}.lock", FileMode.Open, FileAccess.Write, FileShare.None))
        {
            saves = [.. Enumerable.Range(0, 100).Select(shard => store.SaveAsync(Sample.Session(shard, shardCount: 100), Cancel).AsTask())];
            Assert.DoesNotContain(saves, save => save.IsCompleted);
        }

        // The first to end shows that all are there: there was one file, and one write.
        await Task.WhenAny(saves);
        string text = await File.ReadAllTextAsync(store.Path, Cancel);
        Assert.Equal(100, text.Split("\"session_id\"").Length - 1);
        await Task.WhenAll(saves);
    }

    [Fact]
    public async Task Sessions_of_removed_shards_leave_the_session_file_after_a_day()
    {
        await directory.NewStore().SaveAsync(Sample.Session(9, shardCount: 10), Cancel);
        await directory.NewStore().SaveAsync(Sample.Session(0) with { SavedAt = Sample.Noon.AddHours(25) }, Cancel);

        Assert.Null(await directory.NewStore().LoadAsync(9, Cancel));
        Assert.NotNull(await directory.NewStore().LoadAsync(0, Cancel));
    }

    [Fact]
    public async Task Session_saved_with_a_wrong_clock_does_not_remove_other_sessions()
    {
        var store = directory.NewStore();
        await store.SaveAsync(Sample.Session(1) with { SavedAt = Sample.Session(2).SavedAt.AddYears(4) }, Cancel);
        await directory.NewStore().SaveAsync(Sample.Session(2), Cancel);

        Assert.Equal(Sample.Session(2), await directory.NewStore().LoadAsync(2, Cancel));
        Assert.Null(await directory.NewStore().LoadAsync(1, Cancel));
    }

    [Fact]
    public async Task Unwritable_directory_fails_the_save_and_the_next_save_tries_again()
    {
        string blocked = Path.Combine(directory.Path, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where the directory should be", Cancel);
        var store = new FileSessionStore(SessionDirectory.Token, blocked);

        await Assert.ThrowsAnyAsync<IOException>(() => store.SaveAsync(Sample.Session(0), Cancel).AsTask());
        File.Delete(blocked);
        await store.SaveAsync(Sample.Session(1), Cancel);

        Assert.NotNull(await store.LoadAsync(0, Cancel));
        Assert.NotNull(await store.LoadAsync(1, Cancel));
    }

    [Fact]
    public void Malformed_token_is_rejected_by_the_session_store() =>
        Assert.Throws<ArgumentException>(() => new FileSessionStore("nonsense", directory.Path));
}
