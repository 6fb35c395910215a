using Microsoft.Extensions.Logging;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>The options of a <see cref="NatsEngine"/>. All processes of a fleet need the same plan and the same bounds.</summary>
public sealed record NatsEngineOptions
{
    /// <summary>The fleet's plan.</summary>
    public required FleetPlan Plan { get; init; }

    /// <summary>
    /// The addresses of the servers, separated by commas; <c>nats://localhost:4222</c> by default. With several, another one is used when a
    /// connection is lost.
    /// </summary>
    public string Url { get; init; } = "nats://localhost:4222";

    /// <summary>User and password, token, NKey or credentials file; none by default.</summary>
    public NatsAuthOpts Authentication { get; init; } = NatsAuthOpts.Default;

    /// <summary>The certificates; by default TLS is used if the server asks for it, with the system's authorities.</summary>
    public NatsTlsOpts Tls { get; init; } = NatsTlsOpts.Default;

    /// <summary>What the process is; <see cref="NatsRole.Node"/> by default.</summary>
    public NatsRole Role { get; init; } = NatsRole.Node;

    /// <summary>
    /// The number of streams that the partitions are spread over; 8 by default, and never more than partitions. Streams of one fleet can
    /// have their leaders on different servers. It can't change while the streams have events.
    /// </summary>
    public int Streams { get; init; } = 8;

    /// <summary>The number of servers that store each record: 1, the default, or 3, of which one may fail.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The greatest age of an event in the log; 24 hours by default. What is older is removed, read or not.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The greatest size of the log, in bytes on each server that stores it; 4 GB by default. Beyond it the oldest events are removed, read
    /// or not. Dead letters have a quarter of it in addition.
    /// </summary>
    public long MaxBytes { get; init; } = 4L << 30;

    /// <summary>Where the streams are kept; <see cref="NatsStorage.File"/> by default.</summary>
    public NatsStorage Storage { get; init; } = NatsStorage.File;

    /// <summary>
    /// Whether the streams and buckets of the fleet must be there; false, the default, creates those that are not. With true, the engine
    /// creates and changes nothing when it connects, and <see cref="NatsEngine.ConnectAsync"/> throws a <see cref="FleetException"/> if
    /// there is no fleet with the plan's name: for tools that only look, and for processes whose user may not create streams.
    /// </summary>
    public bool MustExist { get; init; }

    /// <summary>The factory of the loggers, also of the NATS client's; null for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The clock of the waits and of the ages of records; null for the system's. The NATS client has its own.</summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>The name of the fleet and the role: an address or a key could contain a secret.</summary>
    public override string ToString() => $"{nameof(NatsEngineOptions)} {{ Plan = {Plan.Name}, Role = {Role} }}";

    internal NatsEngineOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Plan);
        Plan.Validated();
        ArgumentException.ThrowIfNullOrWhiteSpace(Url);
        ArgumentNullException.ThrowIfNull(Authentication);
        ArgumentNullException.ThrowIfNull(Tls);
        ArgumentOutOfRangeException.ThrowIfLessThan(Streams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAge, TimeSpan.FromMinutes(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 16 << 20);
        return Replicas is 1 or 3
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(Replicas), Replicas, "Replicas is 1 or 3: an even number tolerates no more failures.");
    }
}
