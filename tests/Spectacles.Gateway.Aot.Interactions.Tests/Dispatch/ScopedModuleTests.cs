using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Classes with services of a scope.</summary>
public sealed class ScopedModuleTests
{
    [Fact]
    public async Task Service_may_have_only_an_asynchronous_end()
    {
        var pages = new List<Page>();
        await using var services = new ServiceCollection()
            .AddScoped<Page>()
            .AddKeyedScoped(null, (scope, _) =>
            {
                pages.Add(scope.GetRequiredService<Page>());
                return new ScriptedModule().Command("write", _ => Task.CompletedTask);
            })
            .BuildServiceProvider();

        var module = new ScopedModule<ScriptedModule>(services, null);

        Assert.Equal("/write", Assert.Single(module.Methods).Name);
        Assert.True(Assert.Single(pages).IsDisposed);
    }

    private sealed class Page : IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            IsDisposed = true;
        }
    }
}
