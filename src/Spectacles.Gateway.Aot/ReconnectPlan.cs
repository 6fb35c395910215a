using System.Security.Cryptography;

namespace Spectacles.Gateway;

/// <summary>What the connections of a shard have come to so far, and what to try next: at which address, after which pause, with the session or without.</summary>
/// <param name="context">What the shards have in common.</param>
/// <param name="report">Where a resume address that is not trusted is reported.</param>
internal sealed class ReconnectPlan(ShardContext context, Action<string> report)
{
    /// <summary>After this many failed connections to the resume address, it alternates with the main address.</summary>
    private const int ResumeAddressTries = 2;

    /// <summary>So many connections may fail before the API is asked again for the address.</summary>
    private const int MainAddressTries = 5;

    /// <summary>The longest pause while the server answers and refuses: with it there are at most twelve RESUMEs in a minute, and none comes more than 16 s late.</summary>
    private static readonly TimeSpan LongestPauseWithServer = TimeSpan.FromSeconds(16);

    private readonly ReconnectBackoff dials = new(Random.Shared);
    private readonly ReconnectBackoff sessions = new(Random.Shared);
    private readonly ReconnectBackoff resumes = new(Random.Shared, LongestPauseWithServer);
    private Session? distrusted;
    private int failures;
    private int refusals;
    private long refusedSince;
    private long dialedAt;
    private long? absentSince;

    /// <summary>Whether the API is to be asked again where the gateway is.</summary>
    public bool AsksTheApi => failures > 0 && failures % MainAddressTries == 0;

    /// <summary>A session has begun, or goes on.</summary>
    public void Succeed()
    {
        failures = 0;
        ForgetRefusals();
    }

    /// <summary>Where the next connection goes; it counts as failed until <see cref="Succeed"/>.</summary>
    public Uri NextAddress(Session? session)
    {
        bool isResumeAddress = session is not null && (failures < ResumeAddressTries || failures % 2 != 0);
        failures++;
        dialedAt = context.Time.GetTimestamp();
        return GatewayAddress.WithQuery(isResumeAddress ? ResumeAddress(session!) : context.Gateway.Url, context.Gateway.Query, context.Options.TransportCompression.Name);
    }

    /// <summary>A connection has ended. A long replay over a bad line takes many, each of which brings some of it: only one that brings nothing was refused.</summary>
    /// <param name="ended">The connection.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="before">The sequence before it.</param>
    /// <returns>Why the session can't be resumed any more, in one sentence; null when it may be.</returns>
    public string? Count(ShardConnection ended, LifecycleStep end, long? before)
    {
        if (ended.WasClosedByUser)
        {
            // Nothing has failed.
            failures = Math.Max(0, failures - 1);
            return null;
        }

        if (ended.ReadySince is { } since && context.Time.GetElapsedTime(since) >= ReconnectBackoff.Settled)
        {
            dials.Reset();
            sessions.Reset();
        }

        CountAbsence(ended.WasGreeted);
        if (ended.Session is not { } session)
        {
            ForgetRefusals();
            return null;
        }

        if (session.Sequence > before)
        {
            ForgetRefusals();
            return null;
        }

        return ended is { ReadySince: null, ResumeBegan: { } began } ? CountRefusal(began, end) : null;
    }

    /// <summary>How long to wait before the next connection.</summary>
    /// <param name="end">How the last one ended.</param>
    /// <param name="wasGreeted">Whether HELLO came on it: the server is there, and need not be waited for as during an outage.</param>
    public TimeSpan NextPause(LifecycleStep end, bool wasGreeted)
    {
        // https://discord.com/developers/docs/events/gateway#resuming: "wait a random amount of time - between 1 and 5 seconds"
        var asked = end.PauseFirst ? TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 5001)) : TimeSpan.Zero;
        if (!wasGreeted)
        {
            return asked + dials.Next();
        }

        dials.Reset();
        if (refusals == 0)
        {
            return asked + sessions.Next();
        }

        // The last try comes when the patience ends, and not after it.
        var left = context.Options.ResumePatience - context.Time.GetElapsedTime(refusedSince);
        var wait = resumes.Next();
        return asked + (wait < left ? wait : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>While no server answers, none refuses: from the first connection without HELLO to the next one with it, patience does not run.</summary>
    private void CountAbsence(bool wasGreeted)
    {
        if (!wasGreeted)
        {
            absentSince ??= dialedAt;
        }
        else if (absentSince is { } since)
        {
            refusedSince += dialedAt - since;
            absentSince = null;
        }
    }

    private string? CountRefusal(long began, LifecycleStep end)
    {
        if (refusals++ == 0)
        {
            // The first pause after a refusal is not the one of no length.
            refusedSince = began;
            resumes.Next();
        }

        var refused = context.Time.GetElapsedTime(refusedSince);
        if (CloseRules.MayResumeLater(end.Code) && refused < context.Options.ResumePatience)
        {
            return null;
        }

        string why = $"RESUME was refused {refusals} {(refusals == 1 ? "time" : "times")} within {refused.TotalSeconds:0} s, the last time because {end.Describe()}";
        ForgetRefusals();
        return why;
    }

    private void ForgetRefusals()
    {
        refusals = 0;
        resumes.Reset();
    }

    private Uri ResumeAddress(Session session)
    {
        if (context.Gateway.HasFixedUrl || session.ResumeUrl is not { } address)
        {
            return context.Gateway.Url;
        }

        if (context.Gateway.AllowsResumeAt(address))
        {
            return address;
        }

        if (!ReferenceEquals(distrusted, session))
        {
            distrusted = session;
            string at = GatewayAddress.NameOf(address);
            report(GatewayAddress.Fault(address) is { } fault
                ? $"the session's resume address at {at} is not used: {fault}. The session resumes at {context.Gateway.Url.Authority}"
                : $"the session's resume address is at {at}, which is neither the API's domain nor the gateway's: the token does not go there, and the session resumes at {context.Gateway.Url.Authority}. If the host is to be trusted, add it to GatewayOptions.ResumeHosts");
        }

        return context.Gateway.Url;
    }
}
