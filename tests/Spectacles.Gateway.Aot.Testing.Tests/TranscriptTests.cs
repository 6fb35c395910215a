namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The transcript: its order and its bounds.</summary>
public sealed class TranscriptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_are_raised_in_order_whatever_the_thread()
    {
        const int Threads = 4;
        const int Each = 2_000;
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        List<long> raised = [];
        gateway.Transcript.Written += line => raised.Add(line.Number);
        Parallel.For(0, Threads, _ =>
        {
            for (int number = 0; number < Each; number++)
            {
                gateway.Dispatch("SOME_EVENT", "{}");
            }
        });

        Assert.Equal(Enumerable.Range(1, Threads * Each).Select(static number => (long)number), raised);
    }

    [Fact]
    public async Task Newest_ten_thousand_lines_are_kept_and_waited_for()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        for (int number = 1; number <= 25_000; number++)
        {
            gateway.Dispatch("SOME_EVENT", "{}");
        }

        var newest = await gateway.Transcript.WaitForLineAsync(24_999, static _ => true, Cancel);
        var oldest = await gateway.Transcript.WaitForLineAsync(0, static _ => true, Cancel);
        Assert.Equal(Enumerable.Range(15_001, 10_000), gateway.Transcript.Lines.Select(static line => (int)line.Number));
        Assert.Equal((15_001, 25_000), (oldest.Number, newest.Number));
    }

    [Fact]
    public async Task Session_of_one_bot_can_not_be_resumed_by_another()
    {
        await using var gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        await using var other = gateway.AddBot();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        await using var second = await RawClient.ConnectAsync(gateway);
        await second.ExpectAsync(Opcode.Hello);
        await second.StartNewSessionAsync(other.Token);
        await second.ExpectAsync("READY");
        await using var thief = await RawClient.ConnectAsync(gateway);
        await thief.ExpectAsync(Opcode.Hello);
        await thief.ResumeAsync(other.Token, client.SessionId!, 1);

        Assert.False((await thief.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
    }
}
