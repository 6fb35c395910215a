using System.Security.Cryptography;
using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>What the connections of a shard have come to so far, and what to try next: which address, after which pause, with the session or without.</summary>
/// <param name="context">What the shards have in common.</param>
/// <param name="report">Where what went wrong is told.</param>
internal sealed class ReconnectPlan(ShardContext context, Action<string> report)
{
    /// <summary>So many connections to the resume address may fail before the main one is used.</summary>
    private const int ResumeAddressTries = 2;

    /// <summary>So many RESUMEs may fail before the session is given up.</summary>
    private const int ResumeTries = 4;

    /// <summary>So many connections to the main address may fail before the API is asked for it again.</summary>
    private const int MainAddressTries = 5;

    private readonly ReconnectBackoff backoff = new(Random.Shared);
    private Session? distrusted;
    private int failures;
    private int failedResumes;

    /// <summary>Whether the API is to be asked again where the gateway is.</summary>
    public bool AsksTheApi => failures > 0 && failures % MainAddressTries == 0;

    /// <summary>A session has begun, or goes on.</summary>
    public void Succeed() => (failures, failedResumes) = (0, 0);

    /// <summary>The session that the next connection resumes: none when that has failed too often.</summary>
    public Session? Keep(Session? session)
    {
        if (failedResumes < ResumeTries)
        {
            return session;
        }

        report($"the session is given up after {failedResumes} failed resumes; events may be missing");
        failedResumes = 0;
        return null;
    }

    /// <summary>Where the next connection goes; it counts as failed until <see cref="Succeed"/>.</summary>
    public Uri NextAddress(Session? session)
    {
        bool resumes = session is not null && failures < ResumeAddressTries;
        failures++;
        return GatewayAddress.WithQuery(resumes ? ResumeAddress(session!) : context.Gateway.Url, context.Gateway.Query, context.Options.TransportCompression.Name);
    }

    /// <summary>A connection has ended. A long backlog over a bad line takes many, each of which brings some of it: only one that brings nothing is a failure.</summary>
    /// <param name="ended">The connection.</param>
    /// <param name="before">The sequence before it.</param>
    public void Count(ShardConnection ended, long? before)
    {
        if (ended.WasClosedByUser)
        {
            // Nothing has failed.
            failures = Math.Max(0, failures - 1);
        }
        else if (ended.Session?.Sequence > before)
        {
            failedResumes = 0;
        }
        else if (ended is { ReadySince: null, HasResumed: true })
        {
            failedResumes++;
        }

        if (ended.ReadySince is { } since && context.Time.GetElapsedTime(since) >= ReconnectBackoff.Settled)
        {
            backoff.Reset();
        }
    }

    /// <summary>How long to wait before the next connection.</summary>
    public TimeSpan NextPause(LifecycleStep end)
    {
        // https://discord.com/developers/docs/events/gateway#resuming: "wait a random amount of time - between 1 and 5 seconds"
        var asked = end.PauseFirst ? TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1000, 5001)) : TimeSpan.Zero;
        return asked + backoff.Next();
    }

    private Uri ResumeAddress(Session session)
    {
        if (context.Gateway.HasFixedUrl)
        {
            return context.Gateway.Url;
        }

        if (context.Gateway.AllowsResumeAt(session.ResumeUrl))
        {
            return session.ResumeUrl;
        }

        if (!ReferenceEquals(distrusted, session))
        {
            distrusted = session;
            string at = GatewayAddress.NameOf(session.ResumeUrl);
            report(GatewayAddress.Fault(session.ResumeUrl) is { } fault
                ? $"the session's resume address at {at} is not used: {fault}. The session resumes at {context.Gateway.Url.Authority}"
                : $"the session's resume address is at {at}, which is neither the API's domain nor the gateway's: the token does not go there, and the session resumes at {context.Gateway.Url.Authority}. If the host is to be trusted, add it to GatewayOptions.ResumeHosts");
        }

        return context.Gateway.Url;
    }
}
