namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Code that runs around the methods of interactions. <see cref="InteractionOptions.Filters"/> are for all methods; a module that
/// implements this interface filters its own. One instance is called for many interactions in parallel. Autocompletion is not filtered.
/// </summary>
public interface IInteractionFilter
{
    /// <summary>Called before the method, in the order of the filters.</summary>
    /// <param name="context">The interaction.</param>
    /// <returns>
    /// Null if the method may run. Otherwise it does not run, and the text is the answer, which only the user sees. An empty text answers
    /// nothing, because the filter has answered.
    /// </returns>
    ValueTask<string?> BeforeAsync(Interaction context) => default;

    /// <summary>Called after the method has ended without an exception, in the reverse order of the filters.</summary>
    /// <param name="context">The interaction.</param>
    ValueTask AfterAsync(Interaction context) => default;

    /// <summary>Called after the method or a filter threw, in the reverse order of the filters, until one of them returns true.</summary>
    /// <param name="context">The interaction.</param>
    /// <param name="exception">The exception.</param>
    /// <returns>
    /// Whether the error is handled. Otherwise it is reported to <see cref="DispatchSource.Error"/>, and answered with
    /// <see cref="InteractionTexts.Failed"/>.
    /// </returns>
    ValueTask<bool> ErrorAsync(Interaction context, Exception exception) => default;
}
