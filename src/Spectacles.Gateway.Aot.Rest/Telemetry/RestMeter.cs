using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Rest;

/// <summary>The instruments and activities of REST clients. They name the route, never the address, which may contain a token.</summary>
internal sealed class RestMeter
{
    public const string Name = "Spectacles.Gateway.Rest";

    private const string MethodName = "http.request.method";
    private const string TemplateName = "url.template";
    private const string StatusName = "http.response.status_code";
    private const string ErrorName = "error.type";
    private const string ScopeName = "spectacles.rest.scope";

    private static readonly double[] RequestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] WaitSeconds = [0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
    private static readonly ActivitySource Source = new(Name, BuildProperties.Version);

    private readonly Histogram<double> duration;
    private readonly Histogram<double> wait;
    private readonly Counter<long> limited;
    private readonly Counter<long> repeated;

    private RestMeter(Meter meter)
    {
        Clients = new ObservedClients(meter);
        duration = Seconds("request.duration", "The time of a request, from its first byte to the end of the answer.", RequestSeconds);
        wait = Seconds("limit.wait", "The time that a call waited for a rate limit.", WaitSeconds);
        limited = Count("limited", "The requests that were answered with 429.");
        repeated = Count("repeated", "The requests that were sent again after a network or server error.");

        Counter<long> Count(string name, string description) =>
            meter.CreateCounter<long>($"spectacles.rest.{name}", "{request}", description);

        Histogram<double> Seconds(string name, string description, double[] buckets) => meter.CreateHistogram(
            $"spectacles.rest.{name}", "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
    }

    /// <summary>The instruments of this process.</summary>
    public static RestMeter Instance { get; } = new(new Meter(Name, BuildProperties.Version));

    /// <summary>The clients whose limits are read at each collection.</summary>
    public ObservedClients Clients { get; }

    /// <summary>Starts the activity of a call; null if nobody listens.</summary>
    public static Activity? StartCall(in RestRoute route)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var activity = Source.StartActivity(route.ToString(), ActivityKind.Client);
        activity?.SetTag(MethodName, route.Method.Method);
        activity?.SetTag(TemplateName, route.Template);
        return activity;
    }

    /// <summary>Ends the activity of a call.</summary>
    public static void EndCall(Activity? activity, string? error)
    {
        if (activity is null)
        {
            return;
        }

        if (error is not null)
        {
            activity.SetTag(ErrorName, error);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    /// <summary>Records a request that was answered, or failed with an error.</summary>
    public void Requested(in RestRoute route, TimeSpan time, int status, string? error, Activity? activity)
    {
        if (status != 0)
        {
            activity?.SetTag(StatusName, status);
        }

        if (!duration.Enabled)
        {
            return;
        }

        var tags = Tags(route);
        if (status != 0)
        {
            tags.Add(StatusName, status);
        }

        if (error is not null)
        {
            tags.Add(ErrorName, error);
        }

        duration.Record(time.TotalSeconds, tags);
    }

    /// <summary>Records a wait for a rate limit.</summary>
    public void Waited(in RestRoute route, TimeSpan time)
    {
        if (wait.Enabled)
        {
            wait.Record(time.TotalSeconds, Tags(route));
        }
    }

    /// <summary>Counts an answer 429.</summary>
    /// <param name="route">The route.</param>
    /// <param name="scope">The scope of the limit.</param>
    public void Limited(in RestRoute route, RateLimitScope scope)
    {
        if (limited.Enabled)
        {
            var tags = Tags(route);
            tags.Add(ScopeName, scope.Name());
            limited.Add(1, tags);
        }
    }

    /// <summary>Counts a request that is sent again.</summary>
    public void Repeated(in RestRoute route)
    {
        if (repeated.Enabled)
        {
            repeated.Add(1, Tags(route));
        }
    }

    private static TagList Tags(in RestRoute route) => new() { { MethodName, route.Method.Method }, { TemplateName, route.Template } };
}
