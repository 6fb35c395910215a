using System.Collections.Concurrent;
using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>Creates connections and stores with a defect, through the extension points of the library.</summary>
internal sealed class SabotageFactory(SabotageKind kind)
{
    private readonly ConcurrentDictionary<string, long> received = new();

    /// <summary>Creates the connections; null for those of the library.</summary>
    public Func<IGatewayConnection>? ConnectionFactory => kind == SabotageKind.None ? null : () => new AlteredConnection(Alteration());

    public ISessionStore Wrap(ISessionStore store) => kind switch
    {
        SabotageKind.None => store,
        SabotageKind.Watermark =>
            new AlteredStore(store, session => session with { Sequence = received.GetValueOrDefault(session.SessionId, session.Sequence) }),
        _ => new AlteredStore(store, static session => session),
    };

    private IAlteration Alteration() => kind switch
    {
        SabotageKind.ResumeSeq => new SkippedEvents(),
        SabotageKind.Dedupe => new RenumberedReplay(),
        SabotageKind.Gap => new DroppedEvents(),
        SabotageKind.Ack => new OwnAcknowledgement(),
        SabotageKind.Watermark => new ReceivedSequence(received),
        SabotageKind.Identify => new NormalClosure(),
        _ => new NoAlteration(),
    };
}
