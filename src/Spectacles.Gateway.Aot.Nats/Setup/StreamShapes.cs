using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>The streams and buckets that a fleet needs, with every setting that matters.</summary>
/// <param name="names">The names.</param>
/// <param name="options">The bounds.</param>
internal sealed class StreamShapes(NatsNames names, NatsEngineOptions options)
{
    /// <summary>The dead letters that are kept for each worker group.</summary>
    public const int MostDeadLetters = 10_000;

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromMinutes(2);

    /// <summary>What a process of the role uses.</summary>
    public IEnumerable<StreamConfig> All =>
    [
        .. Enumerable.Range(0, names.Streams).Select(Events),
        Dead,
        Bucket(names.SharedBucket),
        .. options.Role == NatsRole.Node ? [Bucket(names.NodeBucket)] : Array.Empty<StreamConfig>(),
    ];

    private StreamConfig Dead => New(names.DeadStream, [names.AllDead]) with
    {
        MaxBytes = options.MaxBytes / 4,
        MaxMsgsPerSubject = MostDeadLetters,
        Discard = StreamConfigDiscard.Old,
        Description = $"The dead letters of the fleet {names.Plan.Name}.",
    };

    private StreamConfig Events(int number) => New(names.Stream(number), names.SubjectsOf(number)) with
    {
        MaxBytes = options.MaxBytes / names.Streams,
        MaxAge = options.MaxAge,
        Discard = StreamConfigDiscard.Old,
        DuplicateWindow = options.MaxAge < DuplicateWindow ? options.MaxAge : DuplicateWindow,
        Description = $"Events of the fleet {names.Plan.Name}.",
    };

    /// <summary>As the buckets of NATS are, so that its tools show them. A deleted key keeps a message, so that watchers see it.</summary>
    private StreamConfig Bucket(string bucket) => New(NatsNames.StreamOfBucket(bucket), [NatsNames.KeysOf(bucket) + ">"]) with
    {
        MaxMsgsPerSubject = 1,
        Discard = StreamConfigDiscard.New,
        DenyDelete = true,
        AllowRollupHdrs = true,
        Description = $"State of the fleet {names.Plan.Name}.",
    };

    private StreamConfig New(string name, string[] subjects) => new(name, subjects)
    {
        Retention = StreamConfigRetention.Limits,
        Storage = options.Storage == NatsStorage.File ? StreamConfigStorage.File : StreamConfigStorage.Memory,
        NumReplicas = options.Replicas,
        MaxMsgs = -1,
        MaxBytes = -1,
        MaxMsgsPerSubject = -1,
        MaxMsgSize = -1,
        MaxConsumers = -1,
        DuplicateWindow = DuplicateWindow,

        // Replicas that answer for the leader may not have the newest message yet.
        AllowDirect = false,
    };
}
