using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>Creates what is not there, and checks what is.</summary>
/// <param name="calls">The requests.</param>
/// <param name="names">The names.</param>
internal sealed class StreamSetup(JetStreamCalls calls, NatsNames names)
{
    /// <summary>The number of streams, buckets and consumers of a fleet: each is a group of replicas with elections of its own.</summary>
    private const int MostAssets = 500;

    /// <summary>The dead letters and two buckets.</summary>
    private const int Others = 3;

    /// <summary>The only priority group of a consumer; a name has at most 16 characters.</summary>
    public const string PriorityGroup = "workers";

    /// <summary>How long a reader keeps a partition without asking for a record.</summary>
    public static readonly TimeSpan PinTimeout = TimeSpan.FromSeconds(5);

    private NatsJSContext Context => calls.Link.Context;

    /// <summary>Refuses a plan that needs too much with one worker group.</summary>
    /// <exception cref="FleetException">It does.</exception>
    public static void ThrowIfTooMany(NatsNames names, int consumers)
    {
        int assets = names.Streams + Others + consumers;
        if (assets > MostAssets)
        {
            throw NatsProblem.TooMany(
                assets,
                MostAssets,
                $"lower {nameof(FleetPlan)}.{nameof(FleetPlan.Partitions)} ({names.Plan.Partitions}), or have fewer worker groups");
        }
    }

    /// <summary>Creates and checks the streams and buckets.</summary>
    /// <param name="shapes">What has to be there.</param>
    /// <param name="absent">The error for a stream that is not there, by its name; null to create it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="FleetException">One has another shape, or the server refuses it.</exception>
    public async Task RunAsync(
        IEnumerable<StreamConfig> shapes, Func<string, FleetException>? absent, CancellationToken cancellationToken)
    {
        foreach (var shape in shapes)
        {
            var found = await FindAsync(shape.Name!, cancellationToken).ConfigureAwait(false)
                ?? (absent is null
                    ? await CreateAsync(shape, cancellationToken).ConfigureAwait(false)
                    : throw absent(shape.Name!));
            ShapeCheck.Check(shape, found.Config);
        }
    }

    /// <summary>Creates the consumer of a worker group and partition, or makes it what the query asks for.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="FleetException">It has another shape, or the server refuses it, or the fleet would have too many.</exception>
    public async Task<string> ConsumerAsync(DeliveryQuery query, int partition, CancellationToken cancellationToken)
    {
        string stream = names.StreamOf(partition);
        string name = NatsNames.Consumer(partition, query.WorkerGroup);
        var found = (await FindAsync(stream, name, cancellationToken).ConfigureAwait(false))?.Config;
        var shape = ConsumerOf(query, partition, found?.FilterSubjects ?? []);
        if (found is null)
        {
            await ThrowIfTooManyAsync(cancellationToken).ConfigureAwait(false);
        }

        if (found is null || !ShapeCheck.IsSameQuery(shape, found))
        {
            string action = found is null ? "CREATE" : "UPDATE";
            found = (await calls.CallAsync(
                $"$JS.API.CONSUMER.CREATE.{stream}.{shape.Name}",
                $"the consumer {shape.Name} of the stream {stream}",
                token => Context.CreateOrUpdateConsumerAsync(stream, shape, token),
                cancellationToken).ConfigureAwait(false)).Info.Config;
            ConsumerLog.Written(calls.Link.Log, action, shape.Name!, stream);
        }

        ShapeCheck.Check(stream, shape, found);
        return shape.Name!;
    }

    /// <summary>Returns how many records of a partition a worker group has not acknowledged.</summary>
    public async Task<long> CountUnreadAsync(string workerGroup, int partition, CancellationToken cancellationToken)
    {
        var found = await FindAsync(names.StreamOf(partition), NatsNames.Consumer(partition, workerGroup), cancellationToken)
            .ConfigureAwait(false);
        return found is null ? 0 : (long)found.NumPending + found.NumAckPending;
    }

    /// <param name="query">What a worker reads.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="known">The filters that the consumer has: workers that need them may still run.</param>
    private ConsumerConfig ConsumerOf(DeliveryQuery query, int partition, ICollection<string> known) =>
        new(NatsNames.Consumer(partition, query.WorkerGroup))
        {
            Description = $"Worker group {query.WorkerGroup}, partition {partition}.",
            FilterSubjects =
            [
                names.AllPacks(partition),
                .. EventsOf(query, partition, known),
                names.Retries(partition, query.WorkerGroup),
            ],
            DeliverPolicy = ConsumerConfigDeliverPolicy.New,
            AckPolicy = ConsumerConfigAckPolicy.Explicit,
            AckWait = query.AnswerTimeout,
            MaxAckPending = query.MaxInFlight,
            MaxDeliver = -1,
            PriorityGroups = [PriorityGroup],
            PriorityPolicy = ConsumerConfigPriorityPolicy.PinnedClient,
            PinnedTTL = PinTimeout,
        };

    /// <summary>The filters must not overlap: all events, or those that are named.</summary>
    private IEnumerable<string> EventsOf(DeliveryQuery query, int partition, ICollection<string> known)
    {
        string all = names.AllEvents(partition, null);
        return query.Events is null || known.Contains(all)
            ? [all]
            : query.Events.Select(name => names.AllEvents(partition, NatsEventName.Checked(name)))
                .Union(known.Where(filter => filter.StartsWith(all[..^1], StringComparison.Ordinal)));
    }

    /// <summary>Counts the consumers of all groups: each group has one for every partition, sooner or later.</summary>
    private async Task ThrowIfTooManyAsync(CancellationToken cancellationToken)
    {
        long consumers = 1;
        for (int i = 0; i < names.Streams; i++)
        {
            consumers += (await FindAsync(names.Stream(i), cancellationToken).ConfigureAwait(false))?.State.ConsumerCount ?? 0;
        }

        int groups = (int)((consumers + names.Plan.Partitions - 1) / names.Plan.Partitions);
        ThrowIfTooMany(names, groups * names.Plan.Partitions);
    }

    private async Task<StreamInfo?> FindAsync(string stream, CancellationToken cancellationToken)
    {
        try
        {
            return (await calls.CallAsync(
                $"$JS.API.STREAM.INFO.{stream}",
                $"information about the stream {stream}",
                token => Context.GetStreamAsync(stream, cancellationToken: token),
                cancellationToken).ConfigureAwait(false)).Info;
        }
        catch (FleetException e) when (JetStreamErrors.CodeOf(e) == JetStreamErrors.StreamNotFound)
        {
            return null;
        }
    }

    private async Task<ConsumerInfo?> FindAsync(string stream, string consumer, CancellationToken cancellationToken)
    {
        try
        {
            return (await calls.CallAsync(
                $"$JS.API.CONSUMER.INFO.{stream}.{consumer}",
                $"information about the consumer {consumer} of the stream {stream}",
                token => Context.GetConsumerAsync(stream, consumer, token),
                cancellationToken).ConfigureAwait(false)).Info;
        }
        catch (FleetException e) when (JetStreamErrors.CodeOf(e) == JetStreamErrors.ConsumerNotFound)
        {
            return null;
        }
    }

    private async Task<StreamInfo> CreateAsync(StreamConfig shape, CancellationToken cancellationToken)
    {
        try
        {
            return (await calls.CallAsync(
                $"$JS.API.STREAM.CREATE.{shape.Name}",
                $"the stream {shape.Name}",
                token => Context.CreateStreamAsync(shape, token),
                cancellationToken).ConfigureAwait(false)).Info;
        }
        catch (FleetException e) when (JetStreamErrors.CodeOf(e) == JetStreamErrors.StreamNameInUse)
        {
            // Another process has created it meanwhile.
            if (await FindAsync(shape.Name!, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            throw;
        }
    }
}
