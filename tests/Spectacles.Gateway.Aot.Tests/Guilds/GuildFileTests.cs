namespace Spectacles.Gateway.Tests;

public sealed class GuildFileTests : SavedGuilds
{
    [Theory]
    [InlineData("missing")]
    [InlineData("older than the session")]
    [InlineData("of another session")]
    [InlineData("damaged")]
    [InlineData("incomplete")]
    [InlineData("of other details")]
    public async Task Session_without_its_guilds_is_reported_and_a_new_one_starts(string file)
    {
        var cluster = await StartAsync(new GuildDirectory());
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        string path = PathOf(0);
        string text = await File.ReadAllTextAsync(path, Cancel);
        StoredSession? stored;
        switch (file)
        {
            case "missing":
                File.Delete(path);
                break;
            case "older than the session":
                stored = await StoredAsync(0);
                await StoreAsync(stored! with { Sequence = stored.Sequence + 1000 });
                break;
            case "of another session":
                stored = await StoredAsync(0);
                await StoreAsync(stored! with { SessionId = $"x{stored.SessionId}" });
                break;
            case "incomplete":
                stored = (await StoredAsync(0))!;
                var part = GuildFileText.Write(new GuildCapture([], [], 9999), stored.SessionId, GuildDetails.None, isWhole: false);
                await File.WriteAllBytesAsync(path, part, Cancel);
                break;
            case "damaged":
                await File.WriteAllTextAsync(path, $"?{text}", Cancel);
                break;
        }

        var after = new GuildDirectory(file == "of other details" ? GuildDetails.Roles : GuildDetails.None);
        await StartAsync(after);

        var error = Errors.First();
        Assert.Equal(GatewayErrorKind.SessionStore, error.Kind);
        Assert.Contains("the guilds of the stored session, so a new session starts", error.Message, StringComparison.Ordinal);
        Assert.Equal(World.Guilds, after.Count(guild => guild.IsAvailable));
    }

    [Fact]
    public async Task Half_a_line_at_the_end_of_the_file_is_ignored()
    {
        var cluster = await StartAsync(new GuildDirectory());
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        await File.AppendAllTextAsync(PathOf(0), $"-{Guild(0).Id}\n= 1 0 999999 session ", Cancel);

        var after = new GuildDirectory();
        await StartAsync(after);

        Assert.Equal(World.Guilds, after.Count);
        Assert.Empty(Errors);
        Assert.Equal((Shards, Shards), (Gateway.Counters.Identifies, Gateway.Counters.Resumes));
    }

    [Fact]
    public async Task File_is_replaced_when_much_was_appended_and_only_its_owner_may_read_it()
    {
        var before = new GuildDirectory();
        var store = NewProcess(before);
        var cluster = await StartAsync(before, new ClusterOptions { SessionStore = store });
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        var session = (await StoredAsync(0))!;
        long whole = new FileInfo(PathOf(0)).Length;
        long largest = 0;

        for (int i = 0; i < 1000; i++)
        {
            await store.SaveAsync(session, Cancel);
            largest = Math.Max(largest, new FileInfo(PathOf(0)).Length);
        }

        Assert.InRange(largest, 64 * 1024, (70 * 1024) + whole);
        Assert.True(new FileInfo(PathOf(0)).Length < largest);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(0)));
        }
    }

    [Fact]
    public async Task Session_is_not_saved_without_its_guilds_and_the_next_save_makes_up_for_it()
    {
        var guilds = new GuildDirectory();
        var store = NewProcess(guilds);
        var cluster = await StartAsync(guilds, new ClusterOptions { SessionStore = store });
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        var session = (await StoredAsync(0))!;
        File.Delete(PathOf(0));
        Directory.CreateDirectory(PathOf(0));

        await Assert.ThrowsAnyAsync<Exception>(async () => await store.SaveAsync(session with { Sequence = session.Sequence + 1 }, Cancel));
        Assert.Equal(session.Sequence, (await StoredAsync(0))!.Sequence);
        Directory.Delete(PathOf(0));
        await store.SaveAsync(session, Cancel);

        Assert.Equal(
            guilds.Count(guild => guild.ShardId == 0),
            File.ReadLines(PathOf(0)).Count(line => line.StartsWith('+')));
    }

    [Fact]
    public async Task Removed_session_takes_its_guilds_with_it()
    {
        var guilds = new GuildDirectory();
        var store = NewProcess(guilds);
        var cluster = await StartAsync(guilds, new ClusterOptions { SessionStore = store });
        await AreSavedAsync();
        await cluster.RemoveShardAsync(0, keepSession: false, Cancel);

        Assert.False(File.Exists(PathOf(0)));
        Assert.True(File.Exists(PathOf(1)));
    }

    [Fact]
    public async Task Files_of_shards_that_were_not_saved_for_a_day_are_deleted()
    {
        var cluster = await StartAsync(new GuildDirectory());
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        File.Copy(PathOf(0), PathOf(7));
        File.Copy(PathOf(0), PathOf(8));
        File.SetLastWriteTimeUtc(PathOf(7), DateTime.UtcNow.AddDays(-2));

        await StartAsync(new GuildDirectory());

        Assert.False(File.Exists(PathOf(7)));
        Assert.True(File.Exists(PathOf(8)));
    }

    [Fact]
    public async Task Sessions_can_be_stored_elsewhere()
    {
        var sessions = new DurableStore();
        string folder = Path.Join(Path.GetDirectoryName(PathOf(0)), "guilds");
        var before = new GuildDirectory();
        Assert.False(((IShardedState)before).IsRestored);
        var cluster = await StartAsync(before, new ClusterOptions { SessionStore = new GuildSessionStore(sessions, folder, before) });
        Assert.True(((IShardedState)before).IsRestored);
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);

        var after = new GuildDirectory();
        await StartAsync(after, new ClusterOptions { SessionStore = new GuildSessionStore(sessions, folder, after) });

        Assert.Equal(Shards, Gateway.Counters.Resumes);
        Assert.Equal(World.Guilds, after.Count);
        Assert.True(File.Exists(Path.Join(folder, "guilds-0.jsonl")));
    }
}
