using System.Collections.Concurrent;
using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>Breaks a bot from outside, through what the library lets its users replace.</summary>
internal sealed class Saboteur(SabotageKind kind)
{
    private readonly ConcurrentDictionary<string, long> received = new();

    /// <summary>What makes the connections; null for those of the library.</summary>
    public Func<IGatewayConnection>? ConnectionFactory => kind == SabotageKind.None ? null : () => new AlteredConnection(Alteration());

    public ISessionStore Around(ISessionStore store) => kind switch
    {
        SabotageKind.None => store,
        SabotageKind.Watermark =>
            new AlteredStore(store, session => session with { Sequence = received.GetValueOrDefault(session.SessionId, session.Sequence) }),
        _ => new AlteredStore(store, static session => session),
    };

    private IAlteration Alteration() => kind switch
    {
        SabotageKind.ResumeSeq => new SkippingResume(),
        SabotageKind.Dedupe => new RenumberedReplay(),
        SabotageKind.Gap => new Withholding(),
        SabotageKind.Ack => new OwnAcknowledgement(),
        SabotageKind.Watermark => new ReceivedSequence(received),
        SabotageKind.Identify => new Farewell(),
        _ => new Unaltered(),
    };
}
