using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>
/// Calls of a client with rate limits to a simulated Discord, over loopback. The clock of both goes on when every call waits: for its turn,
/// or for the latency of its response. So the machine's speed has no influence.
/// </summary>
internal sealed class LimitedRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimeProvider time;
    private readonly long began;
    private readonly CountedTime serverTime;
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { UseCookies = false });
    private readonly Lock gate = new();
    private readonly List<string> announced = [];
    private int alive;
    private int granted;

    private LimitedRun(RateLimitOptions options, TimeProvider time)
    {
        this.time = time;
        began = time.GetTimestamp();
        serverTime = new CountedTime(time);
        Limits = new RateLimits(options, time, null);
    }

    public RateLimits Limits { get; }

    public SimulatedGateway Gateway { get; private set; } = null!;

    /// <summary>The time since the start, by the clock of client and server.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>The statuses of the responses, with their numbers.</summary>
    public SortedDictionary<int, int> Statuses { get; } = [];

    /// <summary>The 429s that earlier responses had announced: the bucket had no calls left.</summary>
    public IReadOnlyList<string> Announced => announced;

    /// <summary>The calls that were not sent, by their reasons.</summary>
    public SortedDictionary<RestNotSentReason, int> NotSent { get; } = [];

    /// <param name="options">The options of the client.</param>
    /// <param name="time">The clock; null for one that goes on when all calls wait.</param>
    public static async Task<LimitedRun> StartAsync(RateLimitOptions options, TimeProvider? time = null)
    {
        var run = new LimitedRun(options, time ?? new SteppedTime());
        run.Gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { TimeProvider = run.serverTime, Guilds = 25, PeoplePerGuild = 1 },
            TestContext.Current.CancellationToken);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        Limits.Dispose();
        http.Dispose();
        await Gateway.DisposeAsync();
    }

    /// <summary>The ids of the channels.</summary>
    public ulong[] Channels() =>
        [.. Gateway.World.Guilds.SelectMany(guild => guild.TextChannels.Take(2)).Select(channel => channel.Id.Value)];

    /// <summary>Begins a call. A refused call is repeated, as the client does it.</summary>
    public Task Begin(RestRoute route, string path, ulong major, string? body = null, string? token = null, double deadline = 36_000)
    {
        Interlocked.Increment(ref alive);
        return CallAsync(route, path, major, body, token, time.GetTimestamp() + (long)(deadline * time.TimestampFrequency));
    }

    /// <summary>Lets time pass until all calls have ended.</summary>
    public async Task FinishAsync(IReadOnlyCollection<Task> calls, Action? between = null)
    {
        while (time is SteppedTime stepped && Volatile.Read(ref alive) > 0)
        {
            Assert.True(SpinWait.SpinUntil(IsQuiet, Patience), "A call is stuck.");
            between?.Invoke();
            if (!IsQuiet())
            {
                // A call has begun.
                continue;
            }

            Assert.True(stepped.Step() || Volatile.Read(ref alive) == 0 || !IsQuiet(), "No call can go on, and no timer is set.");
        }

        await Task.WhenAll(calls);
    }

    /// <summary>Whether each call waits for its turn or for a response, and none has gone on while that was found out.</summary>
    private bool IsQuiet()
    {
        var before = Moves();
        return Limits.Waiting + serverTime.Pending == before.Alive && Moves() == before;
    }

    private (int Alive, int Granted, int Fired) Moves() => (Volatile.Read(ref alive), Volatile.Read(ref granted), serverTime.Fired);

    private async Task CallAsync(RestRoute route, string path, ulong major, string? body, string? token, long deadline)
    {
        try
        {
            var permit = await Limits.AcquireAsync(route, major, token, deadline, TestContext.Current.CancellationToken);
            while (!await SendAsync(permit, route, path, major, body))
            {
                permit = await permit.AcquireAgainAsync(deadline, TestContext.Current.CancellationToken);
            }
        }
        catch (RestNotSentException error)
        {
            lock (gate)
            {
                NotSent[error.Reason] = NotSent.GetValueOrDefault(error.Reason) + 1;
            }
        }
        finally
        {
            Interlocked.Decrement(ref alive);
        }
    }

    /// <returns>Whether the call has a response that is not to be repeated.</returns>
    private async Task<bool> SendAsync(RestPermit permit, RestRoute route, string path, ulong major, string? body)
    {
        Interlocked.Increment(ref granted);
        using var request = new HttpRequestMessage(route.Method, $"{Gateway.Api.AbsoluteUri.TrimEnd('/')}{path}");
        if ((route.Traits & RestTraits.Unauthorized) == 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bot", Gateway.Token);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, null, "application/json");
        }

        try
        {
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            bool isJson = response.Content.Headers.ContentType?.MediaType == "application/json";
            bool isLimited = response.StatusCode == HttpStatusCode.TooManyRequests;
            permit.Answered(response, isLimited && isJson ? RetryAfter(answer) : null);
            lock (gate)
            {
                int status = (int)response.StatusCode;
                if (isLimited && IsAnnounced(response, answer))
                {
                    announced.Add($"{Elapsed.TotalSeconds:0.000} s: {route} {major}, {response.Headers}");
                }

                Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
            }

            return !isLimited && (int)response.StatusCode < 500;
        }
        catch (HttpRequestException)
        {
            permit.NotAnswered();
            return false;
        }
    }

    private static bool IsAnnounced(HttpResponseMessage response, byte[] body) =>
        RateLimitHeaders.Read(response) is { HasWindow: true, Remaining: 0, ResetAfter: var reset }
        && Math.Abs((reset!.Value - RetryAfter(body)!.Value).TotalSeconds) < 0.01;

    private static TimeSpan? RetryAfter(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("retry_after"u8) && reader.Read())
            {
                return TimeSpan.FromSeconds(reader.GetDouble());
            }
        }

        return null;
    }
}
