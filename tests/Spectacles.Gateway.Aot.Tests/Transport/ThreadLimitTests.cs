namespace Spectacles.Gateway.Tests.Transport;

/// <summary>The limit of tasks of a control group, which systemd and containers set.</summary>
public sealed class ThreadLimitTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("thread-limit").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("0::/system.slice/my-bot.service\n", "128\n", 96)]
    [InlineData("0::/\n", "64\n", 32)]
    [InlineData("0::/\n", "20\n", 0)]
    [InlineData("0::/\n", "max\n", int.MaxValue)]
    [InlineData("0::/\n", "", int.MaxValue)]
    [InlineData("12:pids:/docker/1\n1:name=systemd:/docker/1\n0::/unified\n", "100\n", 68)]
    [InlineData("12:pids:/docker/1\n", "100\n", int.MaxValue)]
    [InlineData("", "100\n", int.MaxValue)]
    public void Threads_for_connections_are_what_32_others_leave(string groups, string limit, int expected)
    {
        string path = groups.Split("0::/") is [_, var last] ? last.Trim() : "";
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
