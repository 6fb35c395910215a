namespace Spectacles.Gateway;

/// <summary>Chooses the addresses of a shard's connections.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="compression">The compression that connections request.</param>
/// <param name="errors">Where an untrusted resume address is reported.</param>
internal sealed class ResumeAddress(Gateway gateway, TransportCompression compression, ErrorReport errors)
{
    private Session? distrusted;

    /// <summary>Returns the address of the next connection.</summary>
    public Uri Of(in ShardStep step) =>
        GatewayAddress.WithQuery(step.AtResumeAddress ? Trusted(step.Session!) : gateway.Url, gateway.Query, compression.Name);

    private Uri Trusted(Session session)
    {
        if (gateway.HasFixedUrl || session.ResumeUrl is not { } address)
        {
            return gateway.Url;
        }

        if (gateway.AllowsResumeAt(address))
        {
            return address;
        }

        if (!ReferenceEquals(distrusted, session))
        {
            distrusted = session;
            string at = GatewayAddress.NameOf(address);
            errors.Send(GatewayErrorKind.Connection, GatewayAddress.Fault(address) is { } fault
                ? $"the resume address of the session, {at}, is not used: {fault}. The session resumes at {gateway.Url.Authority}"
                : $"the resume address of the session is {at}, neither in the API's domain nor in the gateway's. The token is not sent "
                    + $"there; the session resumes at {gateway.Url.Authority}. If you trust this host, add it to "
                        + "GatewayOptions.ResumeHosts");
        }

        return gateway.Url;
    }
}
