namespace Spectacles.Gateway.Tests.Transport;

/// <summary>The limit of tasks of a control group, which systemd and containers set.</summary>
public sealed class ThreadLimitTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("thread-limit").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("0::/system.slice/my-bot.service\n", "system.slice/my-bot.service", "128\n", 96)]
    [InlineData("0::/\n", "", "64\n", 32)]
    [InlineData("0::/\n", "", "20\n", 0)]
    [InlineData("0::/\n", "", "max\n", int.MaxValue)]
    [InlineData("0::/\n", "", "", int.MaxValue)]
    [InlineData("12:pids:/docker/1\n1:name=systemd:/docker/1\n", "pids/docker/1", "100\n", 68)]
    [InlineData("1:name=systemd:/\n9:pids:/\n0::/\n", "pids", "100\n", 68)]
    [InlineData("0::/a.slice/b.service\n", "a.slice", "100\n", 68)]
    [InlineData("12:memory:/docker/1\n", "memory/docker/1", "100\n", int.MaxValue)]
    [InlineData("", "", "100\n", int.MaxValue)]
    public void Threads_for_connections_are_what_32_others_leave(string groups, string path, string limit, int expected)
    {
        Write("proc/self/cgroup", groups);
        Write(Path.Combine("sys/fs/cgroup", path, "pids.max"), limit);

        Assert.Equal(expected, ThreadLimit.ForReaders(root));
    }

    [Fact]
    public void System_without_control_groups_has_no_limit()
    {
        Assert.Equal(int.MaxValue, ThreadLimit.ForReaders(root));
        Write("proc/self/cgroup", "0::/bot\n");
        Assert.Equal(int.MaxValue, ThreadLimit.ForReaders(root));
    }

    private void Write(string path, string text)
    {
        string whole = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text);
    }
}
