using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Answers each interaction with a new instance of a class, in a new scope of the services. For generated code.</summary>
/// <typeparam name="T">The class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ScopedModule<T> : IInteractionModule
    where T : class, IInteractionModule
{
    private readonly IServiceScopeFactory scopes;
    private readonly object? key;
    private readonly T sample;

    /// <summary>Creates an instance, which describes the methods and shows whether the services of the class exist.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The key of the class among the services.</param>
    /// <exception cref="InvalidOperationException">A service is missing, or the class is a filter.</exception>
    public ScopedModule(IServiceProvider services, object? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        scopes = services.GetRequiredService<IServiceScopeFactory>();
        this.key = key;
        var scope = scopes.CreateAsyncScope();
        try
        {
            sample = scope.ServiceProvider.GetRequiredKeyedService<T>(key);
        }
        finally
        {
            // A service of the scope may only have DisposeAsync. A constructor cannot await it; this one runs once, when the host starts.
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        if (sample is IInteractionFilter)
        {
            throw new InvalidOperationException(
                $"{typeof(T)} has [ScopedHandler] and is a filter, but a filter is called outside of the scope of a call. "
                + "Add a filter to InteractionOptions.Filters, or remove [ScopedHandler].");
        }
    }

    /// <inheritdoc/>
    public int Contract => sample.Contract;

    /// <inheritdoc/>
    public IReadOnlyList<InteractionMethod> Methods => sample.Methods;

    /// <inheritdoc/>
    public int CommandCount => sample.CommandCount;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> GetCommand(int index) => sample.GetCommand(index);

    /// <inheritdoc/>
    public int Find(in InteractionRequest request) => sample.Find(in request);

    /// <inheritdoc/>
    public ValueTask InvokeAsync(int method, in InteractionRequest request, Interaction interaction, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        ValueTask call;
        try
        {
            call = scope.ServiceProvider.GetRequiredKeyedService<T>(key)
                .InvokeAsync(method, in request, interaction, cancellationToken);
        }
#pragma warning disable CA1031 // The exception is thrown again when the scope is disposed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call = ValueTask.FromException(e);
        }

        return FinishAsync(call, scope);
    }

    /// <inheritdoc/>
    public ValueTask<IEnumerable<Suggestion>> SuggestAsync(
        int method, in InteractionRequest request, Autocompletion autocompletion, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        ValueTask<IEnumerable<Suggestion>> call;
        try
        {
            call = scope.ServiceProvider.GetRequiredKeyedService<T>(key)
                .SuggestAsync(method, in request, autocompletion, cancellationToken);
        }
#pragma warning disable CA1031 // The exception is thrown again when the scope is disposed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call = ValueTask.FromException<IEnumerable<Suggestion>>(e);
        }

        return FinishAsync(call, scope);
    }

    private static async ValueTask FinishAsync(ValueTask call, AsyncServiceScope scope)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        finally
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The list may be read from a service of the scope when it is enumerated.
    private static async ValueTask<IEnumerable<Suggestion>> FinishAsync(
        ValueTask<IEnumerable<Suggestion>> call, AsyncServiceScope scope)
    {
        try
        {
            return [.. await call.ConfigureAwait(false)];
        }
        finally
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
