using System.Diagnostics;
using System.Diagnostics.Metrics;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>The instruments of interactions. They name commands and templates of custom ids, never what a user has entered.</summary>
internal sealed class InteractionMeter
{
    public const string Name = "Spectacles.Gateway.Interactions";

    private const string InteractionName = "spectacles.interaction.name";
    private const string KindName = "spectacles.interaction.kind";
    private const string CodeName = "spectacles.interaction.code";
    private const string AnswerName = "spectacles.interaction.answer";
    private const string ErrorName = "error.type";

    private static readonly double[] DelaySeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
    private static readonly double[] RunSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

    private readonly Histogram<double> delay;
    private readonly Histogram<double> duration;
    private readonly Counter<long> dispatched;
    private readonly Counter<long> unknown;
    private readonly Counter<long> replayed;
    private readonly Counter<long> refused;
    private readonly UpDownCounter<long> running;

    private InteractionMeter(Meter meter)
    {
        delay = Seconds("callback.delay", "The time from the arrival of an interaction until its first answer is sent.", DelaySeconds);
        duration = Seconds("duration", "The time from the arrival of an interaction to the end of its method.", RunSeconds);
        dispatched = Count("dispatched", "The interactions for which a method was called.");
        unknown = Count("unknown", "The interactions for which there is no method.");
        replayed = Count("replayed", "The interactions that were not handled, because a resumed session repeated them.");
        refused = Count("refused", "The first answers that Discord refused because they were late (10062) or not the first (40060).");
        running = meter.CreateUpDownCounter<long>("spectacles.interactions.running", "{interaction}", "The methods that run.");

        Counter<long> Count(string name, string description) =>
            meter.CreateCounter<long>($"spectacles.interactions.{name}", "{interaction}", description);

        Histogram<double> Seconds(string name, string description, double[] buckets) => meter.CreateHistogram(
            $"spectacles.interactions.{name}",
            "s",
            description,
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
    }

    /// <summary>The instruments of this process.</summary>
    public static InteractionMeter Instance { get; } =
        new(new Meter(Name, typeof(InteractionMeter).Assembly.GetName().Version!.ToString(3)));

    /// <summary>Records that the first answer is about to be sent.</summary>
    public void Answering(string name, InteractionResponseType kind, TimeSpan age)
    {
        if (delay.Enabled)
        {
            delay.Record(age.TotalSeconds, new TagList { { InteractionName, name }, { AnswerName, TextOf(kind) } });
        }
    }

    /// <summary>Counts an answer that Discord has refused.</summary>
    public void Refused(string name, int code)
    {
        if (refused.Enabled)
        {
            refused.Add(1, new TagList { { InteractionName, name }, { CodeName, code } });
        }
    }

    /// <summary>Counts a call of a method.</summary>
    public void Begun(string name, string kind)
    {
        running.Add(1);
        if (dispatched.Enabled)
        {
            dispatched.Add(1, new TagList { { InteractionName, name }, { KindName, kind } });
        }
    }

    /// <summary>Records the end of a call.</summary>
    public void Ended(string name, string kind, TimeSpan time, Exception? error)
    {
        running.Add(-1);
        if (!duration.Enabled)
        {
            return;
        }

        var tags = new TagList { { InteractionName, name }, { KindName, kind } };
        if (error is not null)
        {
            tags.Add(ErrorName, error.GetType().FullName);
        }

        duration.Record(time.TotalSeconds, tags);
    }

    /// <summary>Counts an interaction without a method.</summary>
    public void Unknown() => unknown.Add(1);

    /// <summary>Counts an interaction that is not handled because it is repeated.</summary>
    public void Replayed() => replayed.Add(1);

    private static string TextOf(InteractionResponseType kind) => kind switch
    {
        InteractionResponseType.ChannelMessageWithSource => "message",
        InteractionResponseType.DeferredChannelMessageWithSource or InteractionResponseType.DeferredMessageUpdate => "defer",
        InteractionResponseType.UpdateMessage => "update",
        InteractionResponseType.ApplicationCommandAutocompleteResult => "suggestions",
        _ => "modal",
    };
}
