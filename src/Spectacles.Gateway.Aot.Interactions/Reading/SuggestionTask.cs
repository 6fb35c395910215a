using System.ComponentModel;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Gives the results of methods that suggest values one type. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SuggestionTask
{
    /// <summary>Waits for the suggestions of a method.</summary>
    public static async ValueTask<IEnumerable<Suggestion>> Of<T>(Task<T> suggestions) where T : IEnumerable<Suggestion> =>
        await suggestions.ConfigureAwait(false);

    /// <summary>Waits for the suggestions of a method.</summary>
    public static async ValueTask<IEnumerable<Suggestion>> Of<T>(ValueTask<T> suggestions) where T : IEnumerable<Suggestion> =>
        await suggestions.ConfigureAwait(false);
}
