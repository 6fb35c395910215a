using System.Globalization;
using System.Net;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Rate limits with a clock that the test moves, and responses that the test writes.</summary>
internal sealed class LimitScene : IDisposable
{
    public static readonly RestRoute Send = new(HttpMethod.Post, "/channels/{channel_id}/messages");
    public static readonly RestRoute Edit = new(HttpMethod.Patch, "/channels/{channel_id}");
    public static readonly RestRoute Callback = new(
        HttpMethod.Post, "/interactions/{interaction_id}/{interaction_token}/callback", RestTraits.Interaction | RestTraits.Unauthorized);

    private readonly List<Task<RestPermit>> calls = [];

    public LimitScene(RateLimitOptions? options = null)
    {
        Limits = new RateLimits(options ?? new RateLimitOptions(), Time, null);
    }

    public SteppedTime Time { get; } = new();

    public RateLimits Limits { get; }

    public void Dispose() => Limits.Dispose();

    /// <summary>Begins a call. Its deadline is an hour unless the test says otherwise.</summary>
    public Task<RestPermit> Begin(
        RestRoute? route = null,
        ulong major = 1,
        string? token = null,
        double deadline = 3600,
        CancellationToken cancellationToken = default)
    {
        var call = Limits.AcquireAsync(route ?? Send, major, token, In(deadline), cancellationToken).AsTask();
        calls.Add(call);
        return call;
    }

    /// <summary>Begins a call again.</summary>
    public Task<RestPermit> BeginAgain(RestPermit permit)
    {
        var call = permit.AcquireAgainAsync(In(3600), default).AsTask();
        calls.Add(call);
        return call;
    }

    /// <summary>The turn of a call that has it already.</summary>
    public RestPermit Now(RestRoute? route = null, ulong major = 1, string? token = null)
    {
        var call = Begin(route, major, token);
        Assert.True(call.IsCompleted, "The call waits.");
        return TurnOf(call);
    }

    /// <summary>The turn of a call that has waited.</summary>
    public static RestPermit TurnOf(Task<RestPermit> call)
    {
        Assert.True(call.Wait(TimeSpan.FromSeconds(30)), "The call waits.");
        return call.GetAwaiter().GetResult();
    }

    /// <summary>Why a call was not sent.</summary>
    public static RestNotSentException RefusalOf(Task<RestPermit> call)
    {
        var error = Assert.Throws<AggregateException>(() => call.Wait(TimeSpan.FromSeconds(30)));
        return Assert.IsType<RestNotSentException>(error.InnerException);
    }

    public long In(double seconds) => Time.GetTimestamp() + (long)(seconds * Time.TimestampFrequency);

    /// <summary>Lets time pass. Unlike <see cref="TimeSpan.FromSeconds(double)"/>, it rounds.</summary>
    public void Pass(double seconds) => Time.Advance(new TimeSpan((long)Math.Round(seconds * TimeSpan.TicksPerSecond)));

    /// <summary>A call that is answered at once, and tells of its bucket.</summary>
    public void Learn(int limit, int left, double reset, RestRoute? route = null, ulong major = 1, string bucket = "b") =>
        Now(route, major).Answered(Window(limit, left, reset, bucket));

    /// <summary>A response with the headers of a bucket.</summary>
    public static HttpResponseMessage Window(int limit, int left, double reset, string bucket = "b", int status = 200) =>
        Response(
            status,
            ("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture)),
            ("X-RateLimit-Remaining", left.ToString(CultureInfo.InvariantCulture)),
            ("X-RateLimit-Reset", "1"),
            ("X-RateLimit-Reset-After", reset.ToString("0.000", CultureInfo.InvariantCulture)),
            ("X-RateLimit-Bucket", bucket));

    /// <summary>A 429 with a scope, and the headers of a bucket with calls left.</summary>
    public static HttpResponseMessage Limited(
        string scope, double retryAfter, int left = 3, double reset = 5, int limit = 5, string bucket = "b")
    {
        var response = Window(limit, left, reset, bucket, 429);
        response.Headers.TryAddWithoutValidation("Retry-After", Math.Ceiling(retryAfter).ToString(CultureInfo.InvariantCulture));
        response.Headers.TryAddWithoutValidation("X-RateLimit-Scope", scope);
        return response;
    }

    public static HttpResponseMessage Response(int status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>The calls that have their turn, by their places in the list.</summary>
    public IEnumerable<int> Granted(IReadOnlyList<Task<RestPermit>> some)
    {
        Settle();
        return Enumerable.Range(0, some.Count).Where(call => some[call].IsCompletedSuccessfully);
    }

    /// <summary>Waits until every call that has its turn, or has failed, has been told so.</summary>
    public void Settle() =>
        Assert.True(SpinWait.SpinUntil(() => calls.Count(call => !call.IsCompleted) <= Limits.Waiting, TimeSpan.FromSeconds(30)));
}
