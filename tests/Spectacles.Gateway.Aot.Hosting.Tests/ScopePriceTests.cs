using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>What an event costs a handler that is created for each event, as docs/hosting.md states.</summary>
public sealed class ScopePriceTests
{
    private const int Events = 1_000;

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 400)]
    public async Task Event_costs_a_scoped_handler_its_scope_and_a_singleton_nothing(bool isScoped, long most)
    {
        var services = new ServiceCollection();
        services.AddScoped<QuietHandler>().AddSingleton<IGatewayHandler, QuietHandler>();
        await using var provider = services.BuildServiceProvider();
        var handler = isScoped
            ? await ScopedHandler<QuietHandler>.CreateAsync(provider, bot: null)
            : provider.GetRequiredService<IGatewayHandler>();
        Call(handler);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Call(handler);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / Events;

        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes");
        Assert.InRange(each, isScoped ? most / 2 : 0, most);
    }

    private static void Call(IGatewayHandler handler)
    {
        for (int i = 0; i < Events; i++)
        {
            var state = default(DispatchState);
            var call = handler.InvokeAsync(0, new Dispatch("X"u8, "{}"u8, i, ref state), null!, CancellationToken.None);
            Assert.True(call.IsCompletedSuccessfully);
        }
    }

    /// <summary>A handler without services of its own.</summary>
    private sealed class QuietHandler : IGatewayHandler
    {
        private static readonly HandlerMethod[] Described = [new("X", "QuietHandler.Handle", GatewayIntents.None)];

        public IReadOnlyList<HandlerMethod> Methods => Described;

        public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) => default;
    }
}
