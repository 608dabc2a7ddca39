using CmsOrchestrator.Actors.Feed;
using CmsOrchestrator.Actors.Views;

namespace CmsOrchestrator.Api.Events;

/// <summary>Where the changes come from: new ones by the view, those before by the reader.</summary>
internal sealed record ChangeSource(ViewHolder Views, IChangeReader Reader, Watchers Watchers, TimeProvider Time);
