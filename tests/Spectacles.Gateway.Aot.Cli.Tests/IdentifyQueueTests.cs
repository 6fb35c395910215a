using System.Net;
using Spectacles.Gateway.Cli.IdentifyQueue;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>The identify service and its clients over real HTTP. Each client represents a machine.</summary>
public sealed class IdentifyQueueTests
{
    private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.ServiceTurns.secret-secret";
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly WaitingTime time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_gives_two_machines_turns_the_first_one_spacing_after_its_start()
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        HttpIdentifyQueue[] machines = [Machine(address), Machine(address)];
        for (int shard = 0; shard < 4; shard++)
        {
            var turn = machines[shard % 2].WaitAsync(shard, 1, Cancel).AsTask();
            var wait = await time.WaitsAsync();
            Assert.InRange(wait, Spacing, Spacing + TimeSpan.FromMilliseconds(250));
            time.Advance(wait);
            await turn.WaitAsync(Patience, Cancel);
        }
    }

    [Fact]
    public async Task Service_gives_one_of_two_simultaneous_requests_a_later_turn()
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        Task[] turns = [Machine(address).WaitAsync(0, 1, Cancel).AsTask(), Machine(address).WaitAsync(1, 1, Cancel).AsTask()];
        await time.WaitsAsync();
        await time.WaitsAsync();

        time.Advance(Spacing + TimeSpan.FromMilliseconds(250));
        var first = await Task.WhenAny(turns).WaitAsync(Patience, Cancel);
        var wait = await time.WaitsAsync();

        Assert.True(first.IsCompletedSuccessfully);
        _ = Assert.Single(turns, turn => !turn.IsCompleted);
        time.Advance(wait);
        await Task.WhenAll(turns).WaitAsync(Patience, Cancel);
    }

    [Fact]
    public async Task Service_spaces_turns_per_bucket_and_bot_only()
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        time.Advance(Spacing);

        for (int shard = 0; shard < 16; shard++)
        {
            await Machine(address).WaitAsync(shard, 16, Cancel);
        }

        await new HttpIdentifyQueue("one.two.three", address, timeProvider: time).WaitAsync(0, 16, Cancel);
    }

    [Fact]
    public async Task Service_does_not_wait_for_a_machine_that_died()
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        time.Advance(Spacing);
        var failed = Machine(address);
        await failed.WaitAsync(0, 1, Cancel);
        using var death = new CancellationTokenSource();
        var waiting = failed.WaitAsync(1, 1, death.Token).AsTask();
        await time.WaitsAsync();
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var turn = Machine(address).WaitAsync(2, 1, Cancel).AsTask();
        time.Advance(await time.WaitsAsync());
        await turn.WaitAsync(Patience, Cancel);
    }

    [Theory]
    [InlineData("POST", "/turns/bot/0", HttpStatusCode.NoContent)]
    [InlineData("GET", "/turns/bot/1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/turns/bot/-1", HttpStatusCode.NotFound)]
    [InlineData("POST", "/turns/bot/x", HttpStatusCode.NotFound)]
    [InlineData("POST", "/turns/bot", HttpStatusCode.NotFound)]
    [InlineData("POST", "/turns//1", HttpStatusCode.NotFound)]
    [InlineData("POST", "/turns/0123456789012345678901234567890123456789012345678901234567890123456789/1", HttpStatusCode.NotFound)]
    [InlineData("POST", "/", HttpStatusCode.NotFound)]
    public async Task Service_rejects_other_requests(string method, string path, HttpStatusCode status)
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        time.Advance(Spacing);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path));

        using var response = await http.SendAsync(request, Cancel);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Service_returns_the_time_until_the_next_turn()
    {
        await using var service = new IdentifyService(time);
        var address = await service.StartAsync(IPAddress.Loopback, 0, Cancel);
        time.Advance(TimeSpan.FromSeconds(2.75));
        using var http = new HttpClient();

        using var response = await http.PostAsync(new Uri(address, "/turns/bot/0"), null, Cancel);

        Assert.Equal((HttpStatusCode.TooManyRequests, "4"), (response.StatusCode, response.Headers.RetryAfter!.ToString()));
        Assert.Equal("""{"retry_after":3.25}""", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Identify_queue_command_runs_until_a_signal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await using var program = new SpectaclesProcess("identify-queue --port 0");
        string line = await program.LineAsync();
        Assert.StartsWith("listening: http://127.0.0.1:", line, StringComparison.Ordinal);
        using var http = new HttpClient();

        using var response = await http.PostAsync(new Uri($"{line["listening: ".Length..]}/turns/bot/0"), null, Cancel);
        program.Signal("TERM");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal((0, "", ""), await program.EndAsync());
    }

    [Theory]
    [InlineData("identify-queue --port 70000", "--port must be between 0 and 65535, not 70000.")]
    [InlineData("identify-queue --listen here", "--listen must be an IP address, such as 127.0.0.1, not here.")]
    [InlineData("identify-queue --port 0 --listen 203.0.113.1", "spectacles identify-queue: can't listen on 203.0.113.1:0: ")]
    public async Task Identify_queue_command_explains_invalid_arguments(string arguments, string error)
    {
        await using var program = new SpectaclesProcess(arguments);

        (int exitCode, string output, string errors) = await program.EndAsync();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(error, errors, StringComparison.Ordinal);
    }

    private HttpIdentifyQueue Machine(Uri address) => new(Token, address, timeProvider: time);
}
