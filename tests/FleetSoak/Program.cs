using FleetSoak;
using FleetSoak.Fleet;
using FleetSoak.Judge;

switch (args)
{
    case ["node", .. var forNode]:
        return await new NodeProgram(ProcessOptions.Parse(forNode)).RunAsync();
    case ["worker", .. var forWorker]:
        return await new WorkerProgram(ProcessOptions.Parse(forWorker)).RunAsync();
}

if (!FleetSoakOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine(FleetSoakOptions.Usage);
    return 2;
}

return await new FleetSoakRun(options).RunAsync();
