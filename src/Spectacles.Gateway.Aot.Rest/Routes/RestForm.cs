namespace Spectacles.Gateway.Rest;

/// <summary>What a request sends beside its body. Abstract, so that a bot without uploads does not contain their code.</summary>
internal abstract class RestForm
{
    /// <summary>Whether the request can be sent again.</summary>
    public abstract bool CanRepeat { get; }

    /// <summary>Creates the content of one attempt.</summary>
    /// <param name="route">The route, which determines the fields of the form.</param>
    /// <param name="json">The body; empty for none. It is used until the content is disposed.</param>
    public abstract HttpContent Create(RestRoute route, ReadOnlyMemory<byte> json);
}
