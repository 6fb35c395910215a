namespace Spectacles.Gateway.Fleet;

/// <summary>Reports once what an operator of a node has to know: no worker is there, intents are missing, the broker is away.</summary>
internal sealed class NodeConcerns
{
    /// <summary>Why a stop has not handed the groups over.</summary>
    public const string NotHandedOver = "the broker does not answer, so the groups are not handed over: other nodes take them when the "
        + "lease has ended, and resume the sessions.";

    /// <summary>After this time without a renewal, what the node knows of the others is old.</summary>
    public static readonly TimeSpan Patience = 3 * NodeLease.Interval;

    private readonly NeededEvents needed;
    private readonly FleetNodeOptions options;
    private readonly Action<GatewayErrorKind, string> report;
    private readonly BrokerOutage outage;
    private GatewayIntents warned;
    private bool hasWarnedOfNobody;
    private bool isHeldTooLong;

    /// <param name="needed">What the workers need.</param>
    /// <param name="options">The node's options.</param>
    /// <param name="report">Receives warnings, errors, and what is over.</param>
    /// <param name="time">The clock.</param>
    public NodeConcerns(NeededEvents needed, FleetNodeOptions options, Action<GatewayErrorKind, string> report, TimeProvider time)
    {
        (this.needed, this.options, this.report) = (needed, options, report);
        outage = new BrokerOutage(
            $"The connections stay open for up to {options.HoldTimeout.TotalSeconds:0} s, and their events wait in a buffer of "
            + $"{options.BufferBytes} bytes.",
            report,
            time);
    }

    /// <summary>Warns of what is missing: of each intent once, and once if no worker has said what it needs.</summary>
    /// <returns>What the workers need, as text.</returns>
    public string Check()
    {
        var missing = needed.MissingFrom(options.Intents) & ~warned;
        if (missing != GatewayIntents.None)
        {
            warned |= missing;
            report(
                GatewayErrorKind.Warning,
                $"handlers of the workers need the intents {missing}, which the sessions do not have: they are not called, or without the "
                + $"content. {options.IntentsAdvice(missing)}");
        }

        if (needed.Description is not { } text)
        {
            if (!hasWarnedOfNobody)
            {
                hasWarnedOfNobody = true;
                report(
                    GatewayErrorKind.Warning,
                    "no worker has said yet which events it needs, so no event is stored. Start a worker of this fleet: it gets the events "
                    + "from then on.");
            }

            return "";
        }

        return text;
    }

    /// <summary>Notes how long ago the broker has confirmed the node's lease.</summary>
    public void NoteLease(TimeSpan age)
    {
        outage.Note(age > Patience, age);
        if (isHeldTooLong != age > options.HoldTimeout)
        {
            isHeldTooLong = !isHeldTooLong;
            if (isHeldTooLong)
            {
                report(
                    GatewayErrorKind.Engine,
                    $"the broker was away for {options.HoldTimeout.TotalSeconds:0} s, so the connections are closed; their sessions can be "
                    + "resumed as long as Discord keeps them.");
            }
        }
    }
}
