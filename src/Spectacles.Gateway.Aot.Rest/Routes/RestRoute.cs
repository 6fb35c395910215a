namespace Spectacles.Gateway.Rest;

/// <summary>A route of Discord's API, as logs, metrics and errors name it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Template">The path with the names of its parameters, such as <c>/channels/{channel_id}/messages</c>.</param>
/// <param name="Traits">What is special about the route.</param>
public readonly record struct RestRoute(HttpMethod Method, string Template, RestTraits Traits = RestTraits.None)
{
    /// <summary>Returns the method and the template.</summary>
    public override string ToString() => $"{Method} {Template}";
}
