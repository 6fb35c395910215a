using System.Text;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Payloads of INTERACTION_CREATE as Discord sends them, and what a module does with them.</summary>
internal static class Payload
{
    /// <summary>A slash command with options and resolved objects, both as JSON.</summary>
    public static string Command(string name, string options = "", string resolved = "{}") =>
        Interaction(2, $$"""{"id":"7","type":1,"name":"{{name}}","options":[{{options}}],"resolved":{{resolved}}}""");

    /// <summary>An option with a value, both as JSON.</summary>
    public static string Option(string name, int type, string value, string more = "") =>
        $$"""{"name":"{{name}}","type":{{type}},"value":{{value}}{{more}}}""";

    /// <summary>Suggestions for an option.</summary>
    public static string Autocomplete(string name, string options) =>
        Interaction(4, $$"""{"id":"7","type":1,"name":"{{name}}","options":[{{options}}]}""");

    /// <summary>A component with the values of a menu, as JSON.</summary>
    public static string Component(string customId, string values = "", string resolved = "{}") => Interaction(
        3, $$"""{"custom_id":"{{customId}}","component_type":2,"values":[{{values}}],"resolved":{{resolved}}}""");

    /// <summary>A modal with components as JSON.</summary>
    public static string Modal(string customId, string components, string resolved = "{}") =>
        Interaction(5, $$"""{"custom_id":"{{customId}}","components":[{{components}}],"resolved":{{resolved}}}""");

    /// <summary>A whole interaction.</summary>
    public static string Interaction(int type, string data) => $$"""
        {"version":1,"type":{{type}},"token":"t","id":"1","guild_id":"2","application_id":"3","channel_id":"4","data":{{data}},
         "member":{"user":{"id":"5","username":"nelly"},"roles":[],"permissions":"8"},"app_permissions":"8","entitlements":[]}
        """;

    /// <summary>The number of the method for an interaction; -1 if there is none.</summary>
    public static int Find(this IInteractionModule module, string json)
    {
        Span<byte> key = stackalloc byte[InteractionRequest.MaxKeyLength];
        return module.Find(InteractionRequest.Read(new InteractionCreate.View(Encoding.UTF8.GetBytes(json)), key));
    }

    /// <summary>Returns the values and names that a module suggests.</summary>
    public static async Task<IEnumerable<string>> SuggestAsync(this IInteractionModule module, string json)
    {
        var suggestions = await module.Suggest(Encoding.UTF8.GetBytes(json));
        return suggestions.Select(suggestion => $"{suggestion.Name}={suggestion.AsString ?? $"{suggestion.AsDouble}"}");
    }

    /// <summary>Calls the method for an interaction.</summary>
    public static ValueTask CallAsync(this IInteractionModule module, string json) => module.CallAsync(Encoding.UTF8.GetBytes(json));

    /// <summary>Calls the method for an interaction. It receives no context.</summary>
    public static ValueTask CallAsync(this IInteractionModule module, ReadOnlySpan<byte> json)
    {
        Span<byte> key = stackalloc byte[InteractionRequest.MaxKeyLength];
        var request = InteractionRequest.Read(new InteractionCreate.View(json), key);
        int method = module.Find(in request);
        return method < 0
            ? throw new InvalidOperationException("The module has no method for the payload.")
            : module.InvokeAsync(method, in request, null!, CancellationToken.None);
    }

    private static ValueTask<IEnumerable<Suggestion>> Suggest(this IInteractionModule module, ReadOnlySpan<byte> json)
    {
        Span<byte> key = stackalloc byte[InteractionRequest.MaxKeyLength];
        var request = InteractionRequest.Read(new InteractionCreate.View(json), key);
        return module.SuggestAsync(module.Find(in request), in request, null!, CancellationToken.None);
    }
}
