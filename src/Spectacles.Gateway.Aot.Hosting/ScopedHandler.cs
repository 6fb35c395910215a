using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Hosting;

/// <summary>Handles each event with a new instance of a handler class, in a new scope.</summary>
/// <typeparam name="T">The handler class.</typeparam>
internal sealed class ScopedHandler<T> : IGatewayHandler
    where T : class, IGatewayHandler
{
    private readonly IServiceScopeFactory scopes;
    private readonly string? bot;

    private ScopedHandler(IServiceScopeFactory scopes, string? bot, T sample)
    {
        (this.scopes, this.bot) = (scopes, bot);
        (Contract, Methods) = (sample.Contract, sample.Methods);
    }

    public int Contract { get; }

    public IReadOnlyList<HandlerMethod> Methods { get; }

    /// <summary>
    /// Creates the handler. One instance of the class is created here, which describes the methods, and shows whether its services exist.
    /// </summary>
    public static async ValueTask<IGatewayHandler> CreateAsync(IServiceProvider services, string? bot)
    {
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        await using var scope = scopes.CreateAsyncScope();
        return new ScopedHandler<T>(scopes, bot, scope.ServiceProvider.GetRequiredKeyedService<T>(bot));
    }

    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        ValueTask call;
        try
        {
            call = scope.ServiceProvider.GetRequiredKeyedService<T>(bot).InvokeAsync(method, in dispatch, shard, cancellationToken);
        }
#pragma warning disable CA1031 // The exception is thrown again when the scope is disposed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            call = ValueTask.FromException(e);
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
}
